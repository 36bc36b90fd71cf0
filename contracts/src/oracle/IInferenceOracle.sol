// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {Case, ClaimKey, Statement} from "../dispute/IDisputeCourt.sol";

/// @notice When the callback is made.
enum DeliverAt {
    /// Once no one can overturn the answer any more.
    Finality,
    /// With the posted answer, while it can still be wrong; existing consumers expect this.
    Answer
}

/// @notice Everything that was agreed when a request was made. Its hash is the request's id, so the contract stores none of it:
/// whoever acts on a request passes it in, as the event `Requested` told it.
struct Request {
    uint256 modelId;
    /// Who asked and who gets refunds.
    address requester;
    /// How many requests the requester had made before.
    uint64 nonce;
    /// Of the input's bytes and their number (docs/tensor-programs.md, section 5). Its last byte is the number of items of a batch, 0 of a
    /// request that asks for one answer.
    bytes32 inputHash;
    /// `address(0)` for none.
    address callbackContract;
    /// Gas given to the callback; 0 exactly when there is no callback contract.
    uint64 callbackGasLimit;
    bytes32 callbackDataHash;
    /// Revenue of the model, in the smallest unit of the model's asset: wei for ether. Of all items of a batch.
    uint96 feeAmount;
    /// Reward of the operator, in wei. Of all items of a batch.
    uint96 operatorRewardWei;
    /// Paid for each of at most two callbacks (at most one when delivery is at finality, which nothing can overturn), in
    /// wei; what is not used returns to the requester.
    uint96 callbackFeeWei;
    /// What an operator puts at stake, in wei.
    uint96 bondWei;
    /// Last second in which an answer is accepted, unix time.
    uint40 deadline;
    /// For how long an answer stays open before it can be final, in seconds.
    uint32 windowSeconds;
    DeliverAt deliverAt;
    /// The block of the request, whose hash salts the seed of a model that samples.
    uint64 blockNumber;
}

/// @notice What a model is, in two hashes (docs/tensor-programs.md).
struct ModelRoots {
    bytes32 programRoot;
    bytes32 weightsRoot;
}

/// @notice What a requester may choose; zero means the default.
struct RequestOptions {
    address callbackContract;
    uint64 callbackGasLimit;
    bytes callbackData;
    DeliverAt deliverAt;
    /// 0, or from `MIN_WINDOW_SECONDS` to `MAX_WINDOW_SECONDS`.
    uint32 windowSeconds;
    /// How long operators have to answer: 0, or from `MIN_TIMEOUT_SECONDS` to `MAX_TIMEOUT_SECONDS`.
    uint32 timeoutSeconds;
    /// What a wrong answer would cost, in wei: a tenth of it is the least bond.
    uint96 valueAtStakeWei;
    /// What an operator puts at stake, in wei: 0 for `bondFor`, or more than that.
    uint96 bondWei;
}

enum RequestStatus {
    /// Never requested.
    Unknown,
    /// Waiting for an answer.
    Open,
    /// Answered; the window runs or is over and nobody has finalised yet.
    Answered,
    Final,
    /// Nobody answered in time, or no answer survived a dispute; everything was returned.
    Void,
    /// Another answer was claimed, and the court has not decided or its verdict wasn't taken yet.
    Disputed
}

/// @notice How a request stands.
struct RequestState {
    RequestStatus status;
    /// Who answered; `address(0)` before.
    address proposer;
    /// When the window ends, unix time; 0 before an answer.
    uint40 windowEnd;
    /// `keccak256(output)`; 0 before an answer.
    bytes32 outputHash;
    /// Whether the callback for the current answer, or for the end without one, was attempted.
    bool delivered;
    /// Whether that attempt succeeded.
    bool deliverySucceeded;
    /// The first four bytes of the hash of the request's block; 0 before an answer. A model that samples does so by the seed
    /// `bytes16(keccak256(abi.encodePacked(requestId, seedSalt)))`, which neither requester nor operator can choose alone.
    bytes4 seedSalt;
}

/// @title IInferenceOracle
/// @notice Answers questions to registered models optimistically: anyone may answer by putting a bond at stake, and the answer
/// is final after its window. No owner, no allow-list of operators, no upgrade; the parameters are immutable.
///
/// Anybody can contradict an answer within its window. A dispute is decided by the court, which has the one leaf computed on
/// which the two traces differ.
///
/// Money is only ever credited and withdrawn by its owner; nothing that a consumer, a token, an asset or a payee does can block
/// an answer or its finality. Fees are in ether or in an ERC-20 that the model's terms name; rewards, callbacks and bonds are always
/// in ether. Ether as an asset is `address(0)`.
interface IInferenceOracle {
    /// @notice As existing consumers of AI oracles know it.
    event AICallbackRequest(
        address indexed account,
        uint256 indexed requestId,
        uint256 modelId,
        bytes input,
        address callbackContract,
        uint64 gasLimit,
        bytes callbackData
    );
    /// @notice The second event of a request that was made with the places of its data, as existing consumers know it. The first one
    /// is emitted for every request.
    event AICallbackRequest(
        address indexed account,
        uint256 indexed requestId,
        uint256 modelId,
        bytes input,
        address callbackContract,
        uint64 gasLimit,
        bytes callbackData,
        uint8 inputDA,
        uint8 outputDA,
        uint256 batchSize
    );
    /// @notice An answer was posted by `invoker`. `account` is the requester.
    event AICallbackResult(address indexed account, uint256 indexed requestId, address invoker, bytes output);
    /// @notice The terms of a request, beside `AICallbackRequest` of the same transaction.
    event Requested(uint256 indexed requestId, uint256 indexed modelId, Request request);
    event Finalised(uint256 indexed requestId, uint256 indexed modelId, address indexed proposer, uint256 feeAmount);
    /// @notice The request ended without an answer and `amountWei` was credited to the requester, and `feeAmount` of `feeAsset` where
    /// the fee was not in ether.
    event Expired(uint256 indexed requestId, uint256 amountWei, address feeAsset, uint256 feeAmount);
    /// @notice A callback was attempted; `success` tells whether the consumer took it.
    event Delivered(uint256 indexed requestId, address indexed deliverer, bool success);
    /// @notice Another answer was claimed before the court, where the dispute has the id `caseId`.
    event Contradicted(uint256 indexed requestId, bytes32 indexed caseId, address indexed rival);
    /// @notice A dispute overturned the answer: the one with hash `outputHash` is final. Beside `Finalised`.
    event Overturned(uint256 indexed requestId, bytes32 outputHash);
    /// @notice `proposer` committed to the posted answer before `formerProposer` posted it, and stands for it from now on.
    event TakenOver(uint256 indexed requestId, address indexed proposer, address indexed formerProposer);
    event RevenueSettled(uint256 indexed modelId, address indexed recipient, address indexed asset, uint256 amount);
    /// @notice Of a model's revenue, beside `RevenueSettled`.
    event ProtocolShareCredited(uint256 indexed modelId, address indexed asset, uint256 amount);
    event Withdrawn(address indexed account, address indexed asset, uint256 amount);

    /// @notice The request passed in doesn't hash to a request in the state that the call needs.
    error OracleRequestState(uint256 requestId, RequestStatus status);
    error OracleInputLength(uint256 length, uint256 minimum, uint256 maximum);
    /// @notice A batch has 1 to `MAX_BATCH_ITEMS` items.
    error OracleBatchSize(uint256 batchSize, uint256 maximum);
    /// @notice The input isn't what `abi.encode(bytes[])` makes of as many items: offsets in order without gaps, zeros up to whole words,
    /// nothing after.
    error OracleBatchInput();
    /// @notice The answer is longer than `MAX_OUTPUT_BYTES`, so its delivery might not fit a transaction; or a batch's could be, which then
    /// couldn't be claimed in a dispute.
    error OracleOutputLength(uint256 length, uint256 maximum);
    /// @notice A callback contract needs a gas limit from 1 to `MAX_CALLBACK_GAS`, and no callback contract needs 0.
    error OracleCallbackGasLimit(address callbackContract, uint256 gasLimit);
    /// @notice Input and output are in calldata (0); other places could be lost before a dispute ends.
    error OracleDataAvailability(uint256 inputDA, uint256 outputDA);
    error OracleWindow(uint256 windowSeconds, uint256 minimum, uint256 maximum);
    error OracleTimeout(uint256 timeoutSeconds, uint256 minimum, uint256 maximum);
    error OracleBond(uint256 sentWei, uint256 requiredWei);
    /// @notice A chosen bond is at least `bondFor`.
    error OracleBondTooLow(uint256 chosenWei, uint256 leastWei);
    /// @notice An answer counts from the block after the request's on, because it may depend on that block's hash.
    error OracleTooSoon(uint256 blockNumber);
    /// @notice The hash of the request's block is older than the chain remembers (EIP-2935: 8191 blocks), so no answer's seed
    /// can be known; after its deadline the request expires.
    error OracleSeedForgotten(uint256 blockNumber);
    /// @notice The answer is for another seed: the request's block isn't the one that the operator has seen.
    error OracleSeedOther(bytes4 seedSalt, bytes4 found);
    /// @notice The answer came after the deadline.
    error OracleDeadlinePassed(uint256 deadline);
    /// @notice It is too early to finalise or to expire: wait until `timestamp`.
    error OracleTooEarly(uint256 timestamp);
    error OracleWindowOver(uint256 windowEnd);
    error OracleNothingToDeliver(uint256 requestId);
    error OracleOutputMismatch(bytes32 expected, bytes32 actual);
    error OracleCallbackDataMismatch(bytes32 expected, bytes32 actual);
    /// @notice The caller left too little gas for the consumer's full gas limit.
    error OracleGasTooLow(uint256 available, uint256 required);
    error OracleNothingToWithdraw(address account);
    error OracleNothingToSettle(uint256 modelId);
    /// @notice The model's offering is undecided; its revenue waits.
    error OracleRevenueWaits(uint256 modelId);
    /// @notice The model's router failed or its answer makes no sense; the revenue stays until it answers properly.
    error OracleRouterAnswer(uint256 modelId, address router);
    error OraclePaymentFailed(address account, address asset, uint256 amount);
    /// @notice Of a fee in an ERC-20 `received` arrived: the allowance or the balance is too small, or the asset keeps a part.
    error OracleFeeNotReceived(address asset, uint256 received, uint256 required);
    /// @notice A payer's hook asked again while its fee was on its way.
    error OracleFeeReentered(address asset);
    /// @notice Nobody made this commitment, or more than `COMMITMENT_BLOCKS` ago.
    error OracleCommitmentUnknown(bytes32 commitment);
    /// @notice The commitment is not older than the answer, or than the one by which it was taken over last.
    error OracleCommitmentTooLate(bytes32 commitment);
    /// @notice The contract can't be created with these parameters.
    error OracleParametersInvalid();

    function MAX_CALLBACK_GAS() external view returns (uint64);
    /// @notice The most that the protocol's share of revenue can be, in basis points.
    function MAX_PROTOCOL_SHARE_BASIS_POINTS() external view returns (uint16);
    /// @notice For how many blocks a commitment to an answer counts.
    function COMMITMENT_BLOCKS() external view returns (uint256);
    /// @notice The longest answer, in bytes; of a batch with all that `abi.encode` adds.
    function MAX_OUTPUT_BYTES() external view returns (uint256);
    /// @notice The most inputs that one request can have.
    function MAX_BATCH_ITEMS() external view returns (uint256);
    function MIN_WINDOW_SECONDS() external view returns (uint32);
    function MAX_WINDOW_SECONDS() external view returns (uint32);
    function DEFAULT_WINDOW_SECONDS() external view returns (uint32);
    function MIN_TIMEOUT_SECONDS() external view returns (uint32);
    function MAX_TIMEOUT_SECONDS() external view returns (uint32);
    function DEFAULT_TIMEOUT_SECONDS() external view returns (uint32);
    /// @notice Least bond, in wei.
    function BOND_FLOOR_WEI() external view returns (uint96);
    /// @notice What a unit of callback gas costs the requester, in wei.
    function CALLBACK_GAS_PRICE_WEI() external view returns (uint96);
    /// @notice The protocol's share of every model's revenue, in basis points; rounded down.
    function PROTOCOL_SHARE_BASIS_POINTS() external view returns (uint16);
    /// @notice Who gets that share; `address(0)` when there is none.
    function PROTOCOL_RECIPIENT() external view returns (address);
    /// @notice The court that decides disputes.
    function COURT() external view returns (address);
    /// @notice The model registry.
    function REGISTRY() external view returns (address);

    /// @notice Asks a model, with delivery at the answer, default window and timeout, as existing consumers of AI oracles do.
    /// Reverts with the string "insufficient fee" when `msg.value` is below `estimateFee`, and "model does not exist" for
    /// an unknown model. What is paid too much is credited to the caller. A fee in an ERC-20 (`assetFeeOf`) is pulled from the caller,
    /// who has approved this contract, and nothing more; `OracleFeeNotReceived` if it doesn't arrive whole.
    /// @param modelId The model, or below 2^64 its short number: the model's place in the registry's list, counted from 1. It never
    /// changes once the block of the registration is final. The request carries the full id.
    function requestCallback(
        uint256 modelId,
        bytes calldata input,
        address callbackContract,
        uint64 gasLimit,
        bytes calldata callbackData
    ) external payable returns (uint256 requestId);

    /// @notice The same; input and output can only be in calldata, which is 0.
    function requestCallback(
        uint256 modelId,
        bytes calldata input,
        address callbackContract,
        uint64 gasLimit,
        bytes calldata callbackData,
        uint8 inputDA,
        uint8 outputDA
    ) external payable returns (uint256 requestId);

    /// @notice Asks a model for several answers, which are right or wrong together: one proposer, window, callback and bond. Delivery
    /// and refusals are those of `requestCallback`; window and timeout are its own times `batchSize`, up to the longest that there are,
    /// because whoever answers or contradicts computes all items. Costs `estimateFeeBatch`, and beside it
    /// `batchSize` times `assetFeeOf`.
    /// @param batchSize How many inputs there are, 1 to `MAX_BATCH_ITEMS`.
    /// @param input `abi.encode(bytes[])` of the inputs, exactly as Solidity encodes it, at most as many bytes as the registry's
    /// `MAX_INPUT_BYTES`; the length of each is checked like a single one's.
    /// The answer, which the callback gets, is encoded the same way and has as many items, in the order of the inputs. Item `i`, from 0, of
    /// a model that samples has the seed `bytes16(keccak256(abi.encodePacked(seed, uint32(i))))`.
    function requestBatchInference(
        uint256 batchSize,
        uint256 modelId,
        bytes calldata input,
        address callbackContract,
        uint64 gasLimit,
        bytes calldata callbackData,
        uint8 inputDA,
        uint8 outputDA
    ) external payable returns (uint256 requestId);

    /// @notice Asks a model with options; delivery is at finality unless asked otherwise. Costs `priceOf`, reverts as
    /// `requestCallback` does and credits the caller with what is paid too much. Takes short numbers, too.
    function requestInference(uint256 modelId, bytes calldata input, RequestOptions calldata options)
        external
        payable
        returns (uint256 requestId);

    /// @notice Price of a request in wei: the model's fee if it is in ether, the operator's reward and two callbacks of `gasLimit`.
    /// Depends on nothing that changes, and is enough for either way of delivery. Takes short numbers, too. Reverts with "model
    /// does not exist".
    function estimateFee(uint256 modelId, uint256 gasLimit) external view returns (uint256 amountWei);

    /// @notice Price of a batch in wei: the model's fee if it is in ether and the operator's reward for each of `batchSize` items, and two
    /// callbacks of `gasLimit`. Refuses what can't be asked: a size that is no batch's, an answer or the shortest inputs that would be too
    /// long, and amounts of more than 96 bits.
    function estimateFeeBatch(uint256 modelId, uint256 gasLimit, uint256 batchSize)
        external
        view
        returns (uint256 amountWei);

    /// @notice Exact price of a request in wei: as `estimateFee`, but with one callback when delivery is at finality.
    function priceOf(uint256 modelId, uint256 gasLimit, DeliverAt deliverAt) external view returns (uint256 amountWei);

    /// @notice What a request costs beside its price in wei: `amount` of the ERC-20 `asset`, in its smallest unit. Both are 0 when the
    /// fee is in ether. Takes short numbers, too. Reverts with "model does not exist".
    function assetFeeOf(uint256 modelId) external view returns (address asset, uint256 amount);

    /// @notice The terms of a model, as existing consumers read them. Takes short numbers, too. Reverts with "model does not exist".
    /// @return modelHash `keccak256(programRoot ‖ weightsRoot)`.
    /// @return programHash Root of the program.
    /// @return fee The model's revenue from one request, in `token`; `estimateFee` is the whole price in wei.
    /// @return receiver Where the revenue goes: `address(0)` as long as the model's router says that it waits, or answers nothing.
    /// @return receiverPercentage What the receiver gets of it, rounded down: 100 unless the protocol has a share.
    /// @return accumulateRevenue Revenue that was not settled yet, in `token`.
    /// @return token What the fee is paid in; `address(0)` for ether.
    /// @return unverifiable False: every registered program can be disputed.
    function getModel(uint256 modelId)
        external
        view
        returns (
            bytes32 modelHash,
            bytes32 programHash,
            uint256 fee,
            address receiver,
            uint256 receiverPercentage,
            uint256 accumulateRevenue,
            address token,
            bool unverifiable
        );

    /// @notice Least that an operator has to put at stake, in wei: `BOND_FLOOR_WEI`, twice the reward or a tenth of the value at stake,
    /// rounded up, whatever is most.
    function bondFor(uint256 operatorRewardWei, uint256 valueAtStakeWei) external view returns (uint256 amountWei);

    /// @notice The id of a request: `keccak256(abi.encode(chainid, oracle, request))`.
    function requestIdOf(Request calldata request) external view returns (uint256 requestId);

    /// @notice Answers a request with exactly `request.bondWei` of ether, up to and including `request.deadline`. When the
    /// request delivers at the answer and has a callback, the callback is attempted in the same call, after the answer is
    /// recorded, and `callbackData` must be what was requested; otherwise `callbackData` isn't read.
    function propose(Request calldata request, bytes calldata output, bytes calldata callbackData) external payable;

    /// @notice As `propose`, of an answer for this seed only. A request keeps its id in a reorganisation that puts it in another block of the
    /// same number, and gets another seed there: without this, an answer that is still on its way would be a wrong one, with a bond on it.
    /// @param seedSalt The first four bytes of the hash of the request's block.
    function proposeForSeed(
        Request calldata request,
        bytes calldata output,
        bytes calldata callbackData,
        bytes4 seedSalt
    ) external payable;

    /// @notice Commits to an answer to an open request, without telling it: see `commitmentOf`. Copying a posted answer is of no use
    /// to anybody as long as its author has committed to it at least a second before the copy.
    function commit(bytes32 commitment) external;

    /// @notice Takes the place of who posted the answer, before `windowEnd` and as long as nobody contradicts: for whoever committed to
    /// the same answer in an earlier second, at most `COMMITMENT_BLOCKS` ago, and before who took it over last. The value is
    /// `bondWei`; the former proposer's bond is credited back. Reward and callback fee then are the caller's at finality, and so is the
    /// answer's defence. Nothing is delivered again, and the window goes on.
    /// @param salt Of the caller's commitment.
    function takeOver(Request calldata request, bytes32 salt) external payable;

    /// @notice `keccak256(abi.encode(oracle, chainid, requestId, outputHash, author, salt))`: what `author` passes to `commit`. The
    /// salt keeps others from finding out by trying which answer it is.
    function commitmentOf(uint256 requestId, bytes32 outputHash, address author, bytes32 salt)
        external
        view
        returns (bytes32);

    /// @notice Claims another answer, before `windowEnd`. The value is the rival's bond, `bondWei`; both bonds are the court's from then
    /// on, and so are all further claims and moves.
    function contradict(Request calldata request, Statement calldata statement)
        external
        payable
        returns (bytes32 caseId);

    /// @notice Ends a dispute when the court's time is over, and makes its answer final. Without a surviving claim the court reopens the
    /// case once; then the request is void. By anyone.
    /// @param roots The model's, as the case has them: with others there is no such case, so the registry isn't asked for them.
    /// @param winner The surviving claim; anything where there is none.
    function finaliseDispute(Request calldata request, ModelRoots calldata roots, ClaimKey calldata winner) external;

    /// @notice Makes an undisputed answer final from the second `windowEnd` on. By anyone; makes no external call.
    function finalise(Request calldata request) external;

    /// @notice Makes the callback of the current answer if it is due and has not succeeded. By anyone, any number of times until
    /// it succeeds; the first attempt pays `callbackFeeWei` to the caller, later ones pay nothing.
    function deliver(Request calldata request, bytes calldata output, bytes calldata callbackData) external;

    /// @notice Tells the callback contract of a void request, with `IInferenceErrorCallback`, that there is no answer. By anyone, any
    /// number of times until it succeeds, and unpaid: the callback's fee was returned to the requester.
    function deliverError(Request calldata request, bytes calldata callbackData) external;

    /// @notice Ends a request that nobody answered by its deadline, from the second after it on, and credits everything to the
    /// requester. By anyone.
    function expire(Request calldata request) external;

    /// @notice Moves the collected revenue of a model to where its router says, less the protocol's share. By anyone. When the router,
    /// the recipient or the asset fails, it reverts and the revenue stays for another try; no other model and no other money is
    /// touched. A revenue token takes an ERC-20 by `IRevenueDeposit.deposit(asset, amount)`, for which it is approved exactly `amount`.
    /// @return amount What the recipient got, in the model's asset.
    function settleRevenue(uint256 modelId) external returns (uint256 amount);

    /// @notice Pays `account` its credit in an asset, `address(0)` for ether. By anyone; only `account` is paid. An asset that fails
    /// keeps the credit where it is, and all other assets can be withdrawn.
    function withdrawAsset(address account, address asset) external returns (uint256 amount);

    /// @notice Pays `account` its credit in ether. By anyone; only `account` is paid. A contract that asks with more than the price, with
    /// a callback, or without a certain answer earns refunds: it needs a `receive` function to get them.
    function withdraw(address account) external returns (uint256 amountWei);

    /// @notice The dispute of a request, as the court knows it. Only of a request that was answered and not decided.
    function caseOf(Request calldata request) external view returns (Case memory);
    /// @notice Whether the answer can't change any more. It says nothing about how hard it was to contradict: who relies on a request
    /// that somebody else made has to look at its requester, window and bond too, since a bond that nobody can match keeps
    /// everybody from contradicting.
    function isFinalized(uint256 requestId) external view returns (bool);
    function requestState(uint256 requestId) external view returns (RequestState memory);
    /// @notice What `account` can withdraw, in wei.
    function creditWei(address account) external view returns (uint256);
    /// @notice What `account` can withdraw of `asset`, in its smallest unit; `address(0)` for ether.
    function assetCredit(address account, address asset) external view returns (uint256 amount);
    /// @notice Revenue of a model that was not settled yet, in the model's asset.
    function unsettledRevenue(uint256 modelId) external view returns (uint256);
    /// @notice Requests that `requester` has made so far.
    function nonceOf(address requester) external view returns (uint64);
}
