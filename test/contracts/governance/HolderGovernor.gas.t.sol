// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {GasMeter} from "../offering/GasMeter.sol";
import {GovernanceFixture} from "./GovernanceFixture.sol";

contract GovernanceCreationGasTest is GovernanceFixture, GasMeter {
    function setUp() public {
        deployGovernance();
        launch();
    }

    function test_Gas_Create() public {
        bytes memory call = abi.encodeCall(governance.createGovernance, (address(token)));
        measure("governance_create", 200_000, outsider, address(governance), 0, call);
    }
}

contract GovernanceGasTest is GovernanceFixture, GasMeter {
    uint256 private _proposalId;
    uint256 private _decidedId;

    function setUp() public {
        launchAndGovern();
        _decidedId = proposeGrant(bob, 1 ether);
        passGrant(_decidedId);
        _proposalId = proposeGrant(carol, 1 ether);
        warpToVoting(_proposalId);
        vote(carol, _proposalId, FOR);
        _coldAccounts.push(address(token));
        _coldAccounts.push(address(treasury));
        _coldAccounts.push(address(governance));
        _coldAccounts.push(governance.governorImplementation());
        _coldAccounts.push(launchpad.tokenImplementation());
    }

    function test_Gas_Propose() public {
        bytes memory call = abi.encodeCall(governor.proposeGrant, (address(0), payee, 1 ether, "for data"));
        measure("governance_propose", 520_000, alice, address(governor), 1, call);
    }

    function test_Gas_Vote() public {
        bytes memory call = abi.encodeCall(governor.castVote, (_proposalId, AGAINST));
        measure("governance_vote", 110_000, alice, address(governor), 0, call);
    }

    function test_Gas_Execute() public {
        bytes memory call = abi.encodeWithSignature("execute(uint256)", _decidedId);
        measure("governance_execute", 160_000, outsider, address(governor), 0, call);
    }
}
