// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {Batches} from "../kernels/Batches.sol";
import {IProgramRegistry} from "../model/IProgramRegistry.sol";
import {Duels} from "./Duels.sol";
import {
    Case,
    CaseState,
    Claim,
    ClaimKey,
    ClaimStatus,
    CourtParameters,
    IDisputeCourt,
    Verdict
} from "./IDisputeCourt.sol";
import {IFaultProver} from "./IFaultProver.sol";

/// @title CourtLedger
/// @notice What a court keeps: cases, claims, duels and credits, and how they are named.
abstract contract CourtLedger is IDisputeCourt {
    /// @notice The validated programs.
    IProgramRegistry public immutable PROGRAMS;
    /// @notice Judge of single leaves.
    IFaultProver public immutable PROVER;
    uint32 public immutable COMMIT_SECONDS;
    uint32 public immutable JOIN_SECONDS;
    uint32 public immutable CLOCK_SECONDS;
    uint32 public immutable INCREMENT_SECONDS;
    uint32 public immutable STALEMATE_SECONDS;
    uint64 public immutable MOVE_GAS_PRICE_WEI;
    /// @inheritdoc IDisputeCourt
    /// @dev About what one costs.
    uint256 public constant MOVE_GAS = 60_000;
    /// @inheritdoc IDisputeCourt
    uint256 public constant PROOF_GAS = 120_000;

    uint256 private constant CASE_BYTES = 11 * 32;

    mapping(bytes32 caseId => CaseState) internal _cases;
    mapping(bytes32 claimId => Claim) internal _claims;
    mapping(bytes32 duelId => bytes32) internal _duels;
    /// @inheritdoc IDisputeCourt
    mapping(address account => uint256) public creditWei;

    constructor(CourtParameters memory parameters) {
        require(
            parameters.programs.code.length > 0 && parameters.prover.code.length > 0 && parameters.commitSeconds > 0
                && parameters.joinSeconds > 0 && parameters.incrementSeconds > 0
                && parameters.clockSeconds >= parameters.incrementSeconds && parameters.stalemateSeconds > 0,
            DisputeParametersInvalid()
        );
        PROGRAMS = IProgramRegistry(parameters.programs);
        PROVER = IFaultProver(parameters.prover);
        COMMIT_SECONDS = parameters.commitSeconds;
        JOIN_SECONDS = parameters.joinSeconds;
        CLOCK_SECONDS = parameters.clockSeconds;
        INCREMENT_SECONDS = parameters.incrementSeconds;
        STALEMATE_SECONDS = parameters.stalemateSeconds;
        MOVE_GAS_PRICE_WEI = parameters.moveGasPriceWei;
    }

    /// @inheritdoc IDisputeCourt
    /// @dev keccak256(abi.encode(chain, court, case)). A word that isn't of its type makes the id of a case that was never opened.
    function caseIdOf(Case calldata openedCase) public view returns (bytes32 caseId) {
        assembly ("memory-safe") {
            let words := mload(0x40)
            mstore(words, chainid())
            mstore(add(words, 0x20), address())
            calldatacopy(add(words, 0x40), openedCase, CASE_BYTES)
            caseId := keccak256(words, add(CASE_BYTES, 0x40))
        }
    }

    /// @inheritdoc IDisputeCourt
    function claimIdOf(bytes32 caseId, ClaimKey memory key) public pure returns (bytes32) {
        return keccak256(abi.encode(caseId, key));
    }

    /// @inheritdoc IDisputeCourt
    function duelIdOf(bytes32 caseId, bytes32 programRoot, bytes32 claimA, bytes32 claimB)
        public
        pure
        returns (bytes32)
    {
        return Duels.id(Duels.between(caseId, programRoot, claimA, claimB));
    }

    /// @inheritdoc IDisputeCourt
    function caseState(bytes32 caseId) external view returns (CaseState memory) {
        return _cases[caseId];
    }

    /// @inheritdoc IDisputeCourt
    function claimState(bytes32 claimId) external view returns (Claim memory) {
        return _claims[claimId];
    }

    /// @inheritdoc IDisputeCourt
    function duelHash(bytes32 duelId) external view returns (bytes32) {
        return _duels[duelId];
    }

    /// @inheritdoc IDisputeCourt
    function bondWei(bytes32 caseId, uint96 baseWei) external view returns (uint256) {
        return _bondWei(baseWei, uint256(_cases[caseId].claimCount) + 1);
    }

    /// @dev The first one and the next pay one bond, the third two, and so on: many false claims cost their square.
    function _bondWei(uint256 baseWei, uint256 number) internal pure returns (uint256) {
        return number < 3 ? baseWei : baseWei * (number - 1);
    }

    /// @dev The proposer's claim before it has a trace.
    function _untraced(Case calldata openedCase) internal pure returns (ClaimKey memory) {
        return ClaimKey(1, 0, openedCase.outputHash, 0);
    }

    /// @dev How many traces a claim needs: of a batch those of all its items, since each of them is in what the claim shows. The clocks for
    /// claims are as many times as long; else a batch could be answered that nobody can contradict in time.
    function _tracesOf(bytes32 inputHash) internal pure returns (uint256) {
        uint256 items = Batches.countOf(inputHash);
        return items == 0 ? 1 : items;
    }

    /// @dev How long claims are taken after a case was opened, in seconds.
    function _openSeconds(bytes32 inputHash) internal view returns (uint256) {
        return (uint256(COMMIT_SECONDS) + JOIN_SECONDS) * _tracesOf(inputHash);
    }

    /// @dev As one word: field by field, each would be read and written once more.
    function _storeCase(bytes32 caseId, CaseState memory state) internal {
        CaseState storage stored = _cases[caseId];
        uint256 word = uint256(state.claimsEnd) | (uint256(state.commitEnd) << 40) | (uint256(state.claimCount) << 80)
            | (uint256(state.liveCount) << 112) | (uint256(state.generation) << 144)
            | (uint256(uint8(state.verdict)) << 152) | (uint256(uint8(state.proposerStatus)) << 160);
        assembly ("memory-safe") {
            sstore(stored.slot, word)
        }
    }

    /// @dev A new claim, which lives; as one word, too.
    function _storeClaim(bytes32 claimId, address sponsor, uint32 number, uint40 priority, uint8 generation) internal {
        Claim storage stored = _claims[claimId];
        uint256 word = uint256(uint160(sponsor)) | (uint256(number) << 160) | (uint256(uint8(ClaimStatus.Live)) << 192)
            | (uint256(priority) << 200) | (uint256(generation) << 240);
        assembly ("memory-safe") {
            sstore(stored.slot, word)
        }
    }

    function _credit(address account, uint256 amountWei) internal {
        // No more than all ether.
        unchecked {
            creditWei[account] += amountWei;
        }
    }

    function _undecided(bytes32 caseId) internal view returns (CaseState storage state) {
        state = _cases[caseId];
        require(state.generation > 0 && state.verdict == Verdict.None, DisputeCaseClosed(caseId));
    }

    function _requireLive(bytes32 claimId) internal view {
        ClaimStatus status = _claims[claimId].status;
        require(status == ClaimStatus.Live, DisputeClaimStatus(claimId, status));
    }

    /// @dev A claim with a trace, of this generation, that lives. Only claims with a trace are kept as claims.
    function _liveClaim(bytes32 caseId, CaseState storage state, ClaimKey calldata key)
        internal
        view
        returns (bytes32 claimId)
    {
        claimId = claimIdOf(caseId, key);
        _requireLive(claimId);
        require(key.generation == state.generation, DisputeClaimStatus(claimId, ClaimStatus.Live));
    }

    function _eliminate(bytes32 caseId, bytes32 claimId, ClaimStatus status) internal {
        CaseState storage state = _undecided(caseId);
        Claim storage claimed = _claims[claimId];
        ClaimStatus known = claimed.status;
        // A claim that was given up with its generation still lives, and isn't counted any more.
        require(known == ClaimStatus.Live && claimed.generation == state.generation, DisputeClaimStatus(claimId, known));
        claimed.status = status;
        state.liveCount--;
        emit ClaimEliminated(caseId, claimId, status);
    }
}
