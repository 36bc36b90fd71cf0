// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {DisputeCourt} from "../../../contracts/src/dispute/DisputeCourt.sol";
import {FaultProver, KernelAddresses} from "../../../contracts/src/dispute/FaultProver.sol";
import {CourtParameters} from "../../../contracts/src/dispute/IDisputeCourt.sol";
import {DenseKernels} from "../../../contracts/src/kernels/DenseKernels.sol";
import {ElementKernels} from "../../../contracts/src/kernels/ElementKernels.sol";
import {MoveKernels} from "../../../contracts/src/kernels/MoveKernels.sol";
import {RowKernels} from "../../../contracts/src/kernels/RowKernels.sol";
import {IProgramRegistry} from "../../../contracts/src/model/IProgramRegistry.sol";

/// @notice Courts with all that they call.
library Courts {
    uint32 internal constant COMMIT_SECONDS = 1 hours;
    uint32 internal constant JOIN_SECONDS = 2 hours;
    uint32 internal constant CLOCK_SECONDS = 3 hours;
    uint32 internal constant INCREMENT_SECONDS = 20 minutes;
    uint32 internal constant STALEMATE_SECONDS = 2 days;
    uint64 internal constant MOVE_GAS_PRICE_WEI = 50 gwei;

    function create(IProgramRegistry programs) internal returns (DisputeCourt) {
        FaultProver prover = new FaultProver(
            KernelAddresses({
                programs: address(programs),
                dense: address(new DenseKernels()),
                elements: address(new ElementKernels()),
                rows: address(new RowKernels()),
                moves: address(new MoveKernels())
            })
        );
        return new DisputeCourt(parameters(address(programs), address(prover)));
    }

    function parameters(address programs, address prover) internal pure returns (CourtParameters memory) {
        return CourtParameters({
            programs: programs,
            prover: prover,
            commitSeconds: COMMIT_SECONDS,
            joinSeconds: JOIN_SECONDS,
            clockSeconds: CLOCK_SECONDS,
            incrementSeconds: INCREMENT_SECONDS,
            stalemateSeconds: STALEMATE_SECONDS,
            moveGasPriceWei: MOVE_GAS_PRICE_WEI
        });
    }
}
