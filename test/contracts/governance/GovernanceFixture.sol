// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {IGovernor} from "@openzeppelin/contracts/governance/IGovernor.sol";
import {HolderGovernor} from "../../../contracts/src/governance/HolderGovernor.sol";
import {ModelGovernance} from "../../../contracts/src/governance/ModelGovernance.sol";
import {ModelTreasury} from "../../../contracts/src/governance/ModelTreasury.sol";
import {LaunchFixture} from "../offering/LaunchFixture.sol";

/// @notice A launched model whose tokens lie with alice (60%), bob (30%) and carol (10%), with one closed period, its governor and a
/// treasury of 10 ether.
abstract contract GovernanceFixture is LaunchFixture {
    uint8 internal constant AGAINST = 0;
    uint8 internal constant FOR = 1;
    uint8 internal constant ABSTAIN = 2;
    uint256 internal constant TREASURY_WEI = 10 ether;

    ModelGovernance internal governance;
    HolderGovernor internal governor;
    ModelTreasury internal treasury;
    address internal payee = makeAddr("payee");

    function deployGovernance() internal {
        deployLaunchpad();
        governance = new ModelGovernance(launchpad, new HolderGovernor());
    }

    function createGovernance() internal {
        (address governor_, address treasury_) = governance.createGovernance(address(token));
        governor = HolderGovernor(payable(governor_));
        treasury = ModelTreasury(payable(treasury_));
    }

    function launchAndGovern() internal {
        deployGovernance();
        launch();
        sellEverythingTo(alice);
        give(alice, bob, SALE_SUPPLY * 3 / 10);
        give(alice, carol, SALE_SUPPLY / 10);
        createGovernance();
        donate(TREASURY_WEI);
        closePeriodWith(1 ether);
    }

    function donate(uint256 amountWei) internal {
        vm.prank(outsider);
        (bool paid,) = address(treasury).call{value: amountWei}("");
        assertTrue(paid);
    }

    function proposeGrant(address proposer, uint256 amountWei) internal returns (uint256) {
        return proposeGrant(proposer, address(0), payee, amountWei);
    }

    function proposeGrant(address proposer, address asset, address to, uint256 amount) internal returns (uint256) {
        vm.prank(proposer);
        return governor.proposeGrant{value: 1}(asset, to, amount, "for data");
    }

    function proposeVersion(address proposer, uint256 versionModelId) internal returns (uint256) {
        vm.prank(proposer);
        return governor.proposeVersion{value: 1}(versionModelId, "a better one");
    }

    function vote(address account, uint256 proposalId, uint8 support) internal {
        vm.prank(account);
        governor.castVote(proposalId, support);
    }

    /// @notice Voting is active a second after the snapshot.
    function warpToVoting(uint256 proposalId) internal {
        vm.warp(governor.proposalSnapshot(proposalId) + 1);
    }

    function warpToExecution(uint256 proposalId) internal {
        (uint256 from,) = governor.executionWindow(proposalId);
        vm.warp(from);
    }

    /// @notice Alice and bob vote for it, and its delay passes.
    function passGrant(uint256 proposalId) internal {
        warpToVoting(proposalId);
        vote(alice, proposalId, FOR);
        warpToExecution(proposalId);
    }

    function assertState(uint256 proposalId, IGovernor.ProposalState expected) internal view {
        assertEq(uint8(governor.state(proposalId)), uint8(expected), "state");
    }
}
