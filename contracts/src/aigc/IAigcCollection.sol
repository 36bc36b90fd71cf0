// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {Request, RequestStatus} from "../oracle/IInferenceOracle.sol";
import {TokenStatus} from "./IAigcRenderer.sol";

/// @notice A token and the claim by which its prompt is held.
struct AigcToken {
    uint256 requestId;
    /// Block of the claim: of the commitment, or of the request where there was none.
    uint256 priorityBlock;
    /// Until then, unix time, an earlier claim takes the token.
    uint256 contestEnd;
    bytes prompt;
    bytes aigcData;
}

/// @title IAigcCollection
/// @notice The answers of one model as tokens: ERC-721 with ERC-7007 and its extensions Enumerable and Updatable, ERC-2981, ERC-4906
/// and ERC-5192. No owner, no role, nothing to set: everything follows from the registered model, the oracle, and what was asked.
///
/// A token's id is the hash of its prompt, which is the input of a request. So a prompt has one token, and it belongs to whoever
/// proved first to know the prompt: by a commitment in the last `COMMITMENT_BLOCKS` before its request, or else by the
/// request. The first mint opens a contest of `CONTEST_SECONDS` in which an earlier claim takes the token over. As long as
/// that goes on, and until the answer is final, the token is locked: nobody can buy what can still be taken away.
interface IAigcCollection {
    /// @param priorityBlock Block of the claim that holds the prompt from now on.
    event PromptClaimed(
        uint256 indexed tokenId,
        uint256 indexed requestId,
        address indexed requester,
        uint256 priorityBlock,
        uint256 contestEnd
    );
    event Committed(bytes32 indexed commitment);
    /// @notice Royalties went where the model's revenue goes. `asset` is `address(0)` for ether.
    event RoyaltiesSettled(address indexed asset, address indexed recipient, uint256 amount);

    /// @notice The request is one of another model.
    error AigcOtherModel(uint256 modelId, uint256 expected);
    /// @notice Only who made the request can mint its answer.
    error AigcNotRequester(address caller, address requester);
    /// @notice The token isn't the prompt's.
    error AigcTokenMismatch(uint256 tokenId, uint256 expected);
    /// @notice The prompt isn't the request's input.
    error AigcPromptMismatch(bytes32 inputHash, bytes32 expected);
    /// @notice The data isn't the answer that the oracle has.
    error AigcDataMismatch(bytes32 dataHash, bytes32 expected);
    /// @notice Prompt and data are kept on chain, with at most `maximum` bytes each.
    error AigcContentLength(uint256 length, uint256 maximum);
    /// @notice The request has no answer, or for `update` none that is final.
    error AigcRequestState(uint256 requestId, RequestStatus status);
    /// @notice The request's window is shorter than the oracle's default, so nobody had to look.
    error AigcWindowTooShort(uint256 windowSeconds, uint256 minimum);
    /// @notice The request's bond is so high that hardly anybody could contradict its answer.
    error AigcBondTooHigh(uint256 bondWei, uint256 maximum);
    /// @notice The prompt's token is held by an earlier claim, or its contest is over.
    error AigcPromptTaken(uint256 tokenId, uint256 requestId);
    error AigcCommitmentKnown(bytes32 commitment, uint256 blockNumber);
    error AigcCommitmentUnknown(bytes32 commitment);
    /// @notice The request must come after its commitment's block and at most `COMMITMENT_BLOCKS` later.
    error AigcCommitmentOutOfTime(uint256 committedBlock, uint256 requestBlock);
    /// @notice The token already has this data.
    error AigcUpToDate(uint256 tokenId);
    /// @notice The token can't be transferred before its contest is over and its answer is final.
    error AigcLocked(uint256 tokenId);
    error AigcNotLocked(uint256 tokenId);
    /// @notice The model's offering is undecided; royalties wait.
    error AigcRoyaltiesWait(uint256 modelId);
    error AigcNoRoyalties(address asset);

    /// @notice How many blocks after a commitment its request may come.
    function COMMITMENT_BLOCKS() external view returns (uint256);
    /// @notice For how long after the first mint of a prompt an earlier claim takes its token.
    function CONTEST_SECONDS() external view returns (uint256);
    /// @notice The shortest window of a request whose answer can be minted.
    function MIN_WINDOW_SECONDS() external view returns (uint256);
    /// @notice The highest bond of a request whose answer can be minted, as a multiple of the oracle's least.
    function MAX_BOND_MULTIPLE() external view returns (uint256);
    /// @notice The longest prompt and the longest data, in bytes.
    function MAX_CONTENT_BYTES() external view returns (uint256);
    /// @notice The share of a sale's price that ERC-2981 asks for, in basis points.
    function ROYALTY_BASIS_POINTS() external view returns (uint256);

    /// @notice The model whose answers these are.
    function modelId() external view returns (uint256);

    /// @notice Records a commitment to a prompt, made before the prompt is shown to anybody. Emits `Committed`.
    function commit(bytes32 commitment) external;

    /// @notice `keccak256(abi.encode(chainid, collection, claimant, keccak256(prompt), salt))`. Without a random salt the prompt could
    /// be guessed; of no use to anybody but `claimant`, who will be the request's requester.
    function commitmentOf(address claimant, bytes32 promptHash, bytes32 salt) external view returns (bytes32);

    /// @notice The block of a commitment, 0 for none.
    function committedBlock(bytes32 commitment) external view returns (uint256);

    /// @notice Mints the answer of one's own request to `to`, or takes its token over from a later claim. The request may be answered,
    /// disputed or final. Emits `Transfer`, `AigcData`, `PromptClaimed` and, for a new token, `Locked`.
    /// @param request As the event `Requested` told it.
    /// @param prompt The input of the request.
    /// @param aigcData Its answer.
    /// @param salt Of the commitment; 0 for none.
    function mint(Request calldata request, bytes calldata prompt, bytes calldata aigcData, bytes32 salt, address to)
        external
        returns (uint256 id);

    /// @notice Unlocks a token whose contest is over and whose answer is final. By anyone; a transfer does it by itself.
    function settle(uint256 id) external;

    /// @notice Sends all collected royalties in ether to where the model's router says. By anyone.
    function settleRoyalties() external returns (uint256 amountWei);

    /// @notice The same for an ERC-20 asset, in which many marketplaces pay.
    function settleRoyalties(address asset) external returns (uint256 amount);

    /// @notice A token. Reverts with `ERC721NonexistentToken`.
    function tokenOf(uint256 id) external view returns (AigcToken memory);

    /// @notice How a token stands. Reverts with `ERC721NonexistentToken`.
    function statusOf(uint256 id) external view returns (TokenStatus);
}
