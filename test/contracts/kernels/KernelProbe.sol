// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {IStepKernels, StepContext} from "../../../contracts/src/kernels/IStepKernels.sol";

/// @notice An instruction of a claim's trace, with what is asked about elements of it.
struct ProbeCase {
    IStepKernels kernels;
    StepContext context;
    uint256[16] record;
    Trial[] trials;
}

/// @notice Questions about one element that share a witness.
struct Trial {
    uint256 element;
    bytes witness;
    /// What the trace may have there.
    int256[] founds;
    /// Bits of the witness, each turned alone.
    uint256[] flips;
    /// Lengths that the witness is cut or, with zeros, extended to: at most `MAX_EXTENSION_BYTES` longer.
    uint256[] lengths;
}

/// @notice Asks kernels many questions in one call of a test. Each is a call of its own, as the dispute's would be.
contract KernelProbe {
    uint256 private constant MAX_EXTENSION_BYTES = 64;
    bytes1 private constant RIGHT = 0x00;
    bytes1 private constant WRONG = 0x01;
    /// The witness was refused.
    bytes1 private constant REFUSED = 0x02;
    /// Reverted for any other reason, which no kernel may.
    bytes1 private constant BROKEN = 0x03;

    /// @return outcomes A byte for each question: of each trial the founds, then, with the first found, flips and lengths.
    /// @return gasUsed Of each trial's first question.
    function judge(ProbeCase[] calldata cases) external view returns (bytes memory outcomes, uint256[] memory gasUsed) {
        (uint256 questions, uint256 trials) = _count(cases);
        outcomes = new bytes(questions);
        gasUsed = new uint256[](trials);
        questions = trials = 0;
        for (uint256 i = 0; i < cases.length; i++) {
            for (uint256 j = 0; j < cases[i].trials.length; j++) {
                uint256 free;
                assembly ("memory-safe") {
                    free := mload(0x40)
                }
                (questions, gasUsed[trials++]) = _judgeTrial(cases[i], cases[i].trials[j], outcomes, questions);
                // What a trial allocates is never read again; without this the batch would pay for all of it.
                assembly ("memory-safe") {
                    mstore(0x40, free)
                }
            }
        }
    }

    function _judgeTrial(ProbeCase calldata probe, Trial calldata trial, bytes memory outcomes, uint256 at)
        private
        view
        returns (uint256, uint256 gasUsed)
    {
        bytes memory witness = bytes.concat(trial.witness, new bytes(MAX_EXTENSION_BYTES));
        _resize(witness, trial.witness.length);
        for (uint256 i = 0; i < trial.founds.length; i++) {
            uint256 gasOfThis;
            (outcomes[at++], gasOfThis) = _ask(probe, trial.element, trial.founds[i], witness);
            if (i == 0) gasUsed = gasOfThis;
        }
        for (uint256 i = 0; i < trial.flips.length; i++) {
            (uint256 place, bytes1 bit) = (trial.flips[i] >> 3, bytes1(uint8(1 << (trial.flips[i] & 7))));
            witness[place] ^= bit;
            (outcomes[at++],) = _ask(probe, trial.element, trial.founds[0], witness);
            witness[place] ^= bit;
        }
        for (uint256 i = 0; i < trial.lengths.length; i++) {
            _resize(witness, trial.lengths[i]);
            (outcomes[at++],) = _ask(probe, trial.element, trial.founds[0], witness);
        }
        return (at, gasUsed);
    }

    function _ask(ProbeCase calldata probe, uint256 element, int256 found, bytes memory witness)
        private
        view
        returns (bytes1, uint256 gasUsed)
    {
        bytes memory call = abi.encodeCall(IStepKernels.isWrong, (probe.context, probe.record, element, found, witness));
        gasUsed = gasleft();
        (bool done, bytes memory result) = address(probe.kernels).staticcall(call);
        gasUsed -= gasleft();
        if (done) return (abi.decode(result, (bool)) ? WRONG : RIGHT, gasUsed);
        bytes4 error = bytes4(result);
        bool refused = error == IStepKernels.WitnessWrong.selector || error == IStepKernels.WitnessInput.selector;
        return (refused ? REFUSED : BROKEN, gasUsed);
    }

    function _count(ProbeCase[] calldata cases) private pure returns (uint256 questions, uint256 trials) {
        for (uint256 i = 0; i < cases.length; i++) {
            trials += cases[i].trials.length;
            for (uint256 j = 0; j < cases[i].trials.length; j++) {
                Trial calldata trial = cases[i].trials[j];
                questions += trial.founds.length + trial.flips.length + trial.lengths.length;
            }
        }
    }

    function _resize(bytes memory witness, uint256 length) private pure {
        assembly ("memory-safe") {
            mstore(witness, length)
        }
    }
}
