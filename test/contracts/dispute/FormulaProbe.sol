// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {Clones} from "@openzeppelin/contracts/proxy/Clones.sol";

import {Duels, Place} from "../../../contracts/src/dispute/Duels.sol";
import {PlaceWords} from "../../../contracts/src/dispute/PlaceWords.sol";
import {Batches} from "../../../contracts/src/kernels/Batches.sol";
import {InputTree} from "../../../contracts/src/kernels/InputTree.sol";
import {CurveBounds} from "../../../contracts/src/offering/CurveBounds.sol";
import {CurveTerms} from "../../../contracts/src/offering/IBondingCurve.sol";
import {ProRata, Sale} from "../../../contracts/src/offering/ProRata.sol";

/// @notice A share of a sale.
struct Share {
    uint256 tokens;
    uint256 spent;
    uint256 refund;
}

/// @notice Lets a test ask the contracts' own libraries and contracts for thousands of results in one call.
contract FormulaProbe {
    /// @notice What a contract answers to each call; reverts where it refuses one.
    function ask(address target, bytes[] calldata calls) external view returns (bytes[] memory answers) {
        answers = new bytes[](calls.length);
        for (uint256 i = 0; i < calls.length; i++) {
            bool success;
            (success, answers[i]) = target.staticcall(calls[i]);
            require(success, "refused");
        }
    }

    function inputHashes(bytes[] calldata inputs) external pure returns (bytes32[] memory hashes) {
        hashes = new bytes32[](inputs.length);
        for (uint256 i = 0; i < inputs.length; i++) {
            hashes[i] = InputTree.hashOf(inputs[i]);
        }
    }

    /// @return hashes 0 of what isn't encoded as a batch of so many items has to be.
    function batchHashes(bytes[] calldata encoded, uint256[] calldata counts)
        external
        pure
        returns (bytes32[] memory hashes)
    {
        hashes = new bytes32[](encoded.length);
        for (uint256 i = 0; i < encoded.length; i++) {
            if (Batches.isEncoded(encoded[i], counts[i])) hashes[i] = Batches.hashOf(encoded[i], counts[i]);
        }
    }

    function itemSeeds(bytes16[] calldata seeds, uint256[] calldata indexes)
        external
        pure
        returns (bytes16[] memory ofItems)
    {
        ofItems = new bytes16[](seeds.length);
        for (uint256 i = 0; i < seeds.length; i++) {
            ofItems[i] = Batches.seedOf(seeds[i], indexes[i]);
        }
    }

    function places(uint256[] calldata words) external pure returns (Place[] memory all) {
        all = new Place[](words.length);
        for (uint256 i = 0; i < words.length; i++) {
            all[i] = Duels.unpack(words[i]);
        }
    }

    /// @param shapes Instructions, limit of steps and items.
    function beginnings(uint256[3][] calldata shapes) external pure returns (uint256[] memory words) {
        words = new uint256[](shapes.length);
        for (uint256 i = 0; i < shapes.length; i++) {
            words[i] = PlaceWords.begin(shapes[i][0], shapes[i][1], shapes[i][2]);
        }
    }

    /// @notice The chain of payments after each of these.
    function chains(address[] calldata actors, uint256[] calldata amountsWei, bool[] calldata forSecond)
        external
        pure
        returns (bytes32[] memory links)
    {
        links = new bytes32[](actors.length);
        for (uint256 i = 0; i < actors.length; i++) {
            links[i] = Duels.chain(i == 0 ? bytes32(0) : links[i - 1], actors[i], amountsWei[i], forSecond[i]);
        }
    }

    function allocations(Sale[] calldata sales, uint256[] calldata inPublic, uint256[] calldata guaranteed)
        external
        pure
        returns (Share[] memory shares)
    {
        shares = new Share[](sales.length);
        for (uint256 i = 0; i < sales.length; i++) {
            (shares[i].tokens, shares[i].spent, shares[i].refund) =
                ProRata.allocation(sales[i], inPublic[i], guaranteed[i]);
        }
    }

    /// @notice Reverts where a curve can't have one of these terms.
    function checkCurves(CurveTerms[] calldata terms) external pure {
        for (uint256 i = 0; i < terms.length; i++) {
            CurveBounds.check(terms[i]);
        }
    }

    /// @notice A clone that carries `terms` in its code, as the Launchpad makes them.
    function clone(address implementation, bytes calldata terms) external returns (address) {
        return Clones.cloneWithImmutableArgs(implementation, terms);
    }
}
