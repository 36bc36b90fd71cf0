// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {IGovernor} from "@openzeppelin/contracts/governance/IGovernor.sol";
import {Recommendation} from "../../../contracts/src/governance/IModelGovernance.sol";
import {GovernanceFixture} from "./GovernanceFixture.sol";
import {GovernanceHandler} from "./GovernanceHandler.sol";

/// @notice The numbers are those of `invariants.md`.
contract HolderGovernorInvariantTest is GovernanceFixture {
    GovernanceHandler private _handler;

    function setUp() public {
        launchAndGovern();
        address[] memory accounts = new address[](4);
        (accounts[0], accounts[1], accounts[2]) = (alice, bob, carol);
        // Holds nothing at first.
        accounts[3] = makeAddr("dave");
        uint256[] memory versions = new uint256[](2);
        versions[0] = modelId;
        versions[1] = registerModel("digits 2", address(launchpad));
        _handler = new GovernanceHandler(governor, accounts, versions);
        // Forge gives ether to whom it lets call, and takes contracts of the fixture for that, too.
        targetSender(address(0xCA11E7));
        targetContract(address(_handler));
    }

    /// forge-config: default.invariant.runs = 16
    function invariant_Books() public {
        vm.warp(_handler.time());
        assertEq(_handler.violation(), "");
        // 1
        assertEq(address(treasury).balance, _handler.donatedWei() - _handler.grantedWei());
        for (uint160 i = 0; i < 3; i++) {
            assertEq(address(0xbeef0000 + i).balance, _handler.paidWei(address(0xbeef0000 + i)));
        }
        // 5
        Recommendation memory recommendation = governance.recommendationOf(modelId);
        assertEq(recommendation.proposalId, _handler.recommendedBy());
        if (recommendation.proposalId != 0) {
            assertEq(recommendation.versionModelId, _handler.proposal(recommendation.proposalId).version);
        }
        // 6
        assertGe(address(token).balance, token.pendingWei() + token.claimPoolWei() + token.redeemPoolWei());
        assertEq(address(governor).balance, 0);
        for (uint256 id = 1; id <= _handler.proposalCount(); id++) {
            _checkProposal(id);
        }
    }

    function _checkProposal(uint256 id) private view {
        GovernanceHandler.Proposal memory expected = _handler.proposal(id);
        (uint256 against, uint256 forVotes, uint256 abstain) = governor.proposalVotes(id);
        // 2
        assertEq(forVotes, expected.forVotes);
        assertEq(against, expected.againstVotes);
        assertLe(forVotes + against + abstain, expected.supply);
        assertEq(governor.proposalDeadline(id), expected.deadline);
        IGovernor.ProposalState state = governor.state(id);
        if (!expected.noted) {
            assertTrue(state == IGovernor.ProposalState.Pending || state == IGovernor.ProposalState.Canceled);
            return;
        }
        uint256 votes;
        for (uint256 i = 0; i < _handler.accountCount(); i++) {
            votes += governor.getVotes(_handler.accounts(i), expected.snapshot);
        }
        assertEq(votes, expected.supply, "2: votes are not the supply that votes");
        assertEq(governor.quorum(expected.snapshot), (expected.supply + 4) / 5);
        // 3
        assertEq(state == IGovernor.ProposalState.Executed, expected.executed);
        assertEq(
            state == IGovernor.ProposalState.Succeeded && block.timestamp >= expected.deadline + 2 days,
            _handler.isExecutable(id)
        );
    }

    /// @notice Deterministic. It fails when a kind of call reached nothing, which would prove nothing.
    function test_ALongLifeReachesEveryKindOfCall() public {
        for (uint256 i = 0; i < 1500; i++) {
            uint256 seed = uint256(keccak256(abi.encode(i)));
            uint256 kind = seed % 16;
            seed >>= 8;
            if (kind == 0) _handler.wait(seed);
            else if (kind == 1) _handler.waitFor(seed, seed >> 8);
            else if (kind == 2) _handler.transfer(seed, seed >> 8, seed >> 16);
            else if (kind == 3) _handler.burn(seed, seed >> 8);
            else if (kind == 4) _handler.excludeSelf(seed);
            else if (kind == 5) _handler.depositRevenue(seed);
            else if (kind == 6) _handler.donate(seed);
            else if (kind == 7) _handler.proposeGrant(seed, seed >> 8, seed >> 16);
            else if (kind == 8) _handler.proposeVersion(seed, seed >> 8);
            else if (kind < 13) _handler.vote(seed, seed >> 8, seed >> 16);
            else if (kind == 13) _handler.cancel(seed, seed >> 8);
            else _handler.execute(seed);
            if (i % 50 == 0) invariant_Books();
        }
        invariant_Books();
        string[11] memory kinds = [
            "transfer",
            "burn",
            "excludeSelf",
            "proposeGrant",
            "proposeVersion",
            "refusedProposal",
            "vote",
            "cancel",
            "granted",
            "recommended",
            "refusedExecution"
        ];
        for (uint256 i = 0; i < kinds.length; i++) {
            assertGt(_handler.reached(bytes32(bytes(kinds[i]))), 0, kinds[i]);
        }
        assertGt(_handler.reached("lateSuccess"), 0, "lateSuccess");
    }
}
