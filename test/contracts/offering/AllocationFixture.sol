// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {DropTerms, IContributorDrop} from "../../../contracts/src/offering/IContributorDrop.sol";
import {AllocationTerms} from "../../../contracts/src/offering/ILaunchpad.sol";
import {ITokenVesting, VestingTerms} from "../../../contracts/src/offering/ITokenVesting.sol";
import {LockedAllocation} from "../../../contracts/src/token/ILaunchVault.sol";
import {LaunchFixture} from "./LaunchFixture.sol";

/// @notice A drop of three entries, made by the tool of the command line, and two vestings.
abstract contract AllocationFixture is LaunchFixture {
    bytes32 internal constant ROOT = 0x10c5648c9dbd22b09b68fd16d421f8858524cc77b102c6fd1d9c30e1f4b9dac9;
    address internal constant ONE = 0x1111111111111111111111111111111111111111;
    address internal constant TWO = 0x2222222222222222222222222222222222222222;
    address internal constant THREE = 0x3333333333333333333333333333333333333333;

    AllocationTerms private _terms;
    ITokenVesting internal teamVesting;
    ITokenVesting internal advisorVesting;
    IContributorDrop internal drop;
    address internal team = makeAddr("team");
    address internal advisor = makeAddr("advisor");
    address internal commons = makeAddr("commons");

    function allocationTerms() internal view override returns (AllocationTerms memory) {
        return _terms;
    }

    function setAside() internal {
        _terms.vestings.push(VestingTerms(team, 200_000e18, 180 days, 720 days));
        _terms.vestings.push(VestingTerms(advisor, 10_000e18, 0, 100 days));
        _terms.drop = DropTerms({root: ROOT, amount: 6000e18, claimSeconds: 90 days, unclaimedTo: commons});
    }

    function dropTerms() internal view returns (DropTerms storage) {
        return _terms.drop;
    }

    function vestingTerms() internal view returns (VestingTerms[] storage) {
        return _terms.vestings;
    }

    function launchWithAllocations() internal {
        launch();
        LockedAllocation[] memory locked = offering.lockedAllocations();
        teamVesting = ITokenVesting(locked[0].holder);
        advisorVesting = ITokenVesting(locked[1].holder);
        drop = IContributorDrop(locked[2].holder);
    }

    function proofOf(uint256 index) internal pure returns (bytes32[] memory proof) {
        if (index == 0) {
            proof = new bytes32[](1);
            proof[0] = 0x7fa8e166728d059531a6f5ffcf7869e5fae45a2ba1ed6911647d5d8a12047991;
            return proof;
        }
        proof = new bytes32[](2);
        proof[0] = index == 1
            ? bytes32(0xa4d1358c3b4792405bc5fcb97331a542fb52a0f0a119f725e65ddc49980be5a3)
            : bytes32(0x23eecaabb1bafb90e26dd13c291b1e04774089f2c6b7df4e25b91b8d16f20c3c);
        proof[1] = 0xa808bdc9b7cad58e14299835b11f58eabfda13a079aba0111d7624fb067385f6;
    }
}
