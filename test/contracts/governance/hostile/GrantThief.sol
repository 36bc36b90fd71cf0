// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {HolderGovernor} from "../../../../contracts/src/governance/HolderGovernor.sol";
import {ModelTreasury} from "../../../../contracts/src/governance/ModelTreasury.sol";

/// @notice A payee that tries to be paid once more whenever it is paid, and refuses where it was told to.
contract GrantThief {
    HolderGovernor private immutable _governor;
    ModelTreasury private immutable _treasury;
    uint256 public proposalId;
    uint256 public entries;
    uint256 public successes;
    bool public refuses;

    constructor(HolderGovernor governor) {
        _governor = governor;
        _treasury = ModelTreasury(payable(governor.treasury()));
    }

    receive() external payable {
        require(!refuses, "no, thanks");
        attack();
    }

    function aim(uint256 proposalId_) external {
        proposalId = proposalId_;
    }

    function refuse(bool refuses_) external {
        refuses = refuses_;
    }

    function assetMoves(address, address, uint256) external {
        attack();
    }

    function attack() public {
        entries++;
        try _governor.execute(proposalId) {
            successes++;
        } catch {}
        try _governor.cancel(proposalId) {
            successes++;
        } catch {}
        try _treasury.grant(proposalId, address(0), address(this), 1) {
            successes++;
        } catch {}
    }
}
