// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {IERC165} from "@openzeppelin/contracts/interfaces/IERC165.sol";
import {IERC2981} from "@openzeppelin/contracts/interfaces/IERC2981.sol";
import {IERC4906} from "@openzeppelin/contracts/interfaces/IERC4906.sol";
import {Clones} from "@openzeppelin/contracts/proxy/Clones.sol";
import {ERC721} from "@openzeppelin/contracts/token/ERC721/ERC721.sol";
import {ERC721Utils} from "@openzeppelin/contracts/token/ERC721/utils/ERC721Utils.sol";
import {Bytes} from "@openzeppelin/contracts/utils/Bytes.sol";

import {InputTree} from "../kernels/InputTree.sol";
import {IModelRegistry} from "../model/IModelRegistry.sol";
import {IInferenceOracle, Request, RequestState, RequestStatus} from "../oracle/IInferenceOracle.sol";
import {ContentStore} from "./ContentStore.sol";
import {AigcToken, IAigcCollection} from "./IAigcCollection.sol";
import {IAigcRenderer, TokenContent, TokenStatus} from "./IAigcRenderer.sol";
import {IERC5192} from "./IERC5192.sol";
import {IERC7007} from "./IERC7007.sol";
import {IERC7007Enumerable} from "./IERC7007Enumerable.sol";
import {IERC7007Updatable} from "./IERC7007Updatable.sol";
import {ModelRoyalties} from "./ModelRoyalties.sol";
import {PromptClaims} from "./PromptClaims.sol";

/// @title AigcCollection
/// @notice See `IAigcCollection`. The one implementation behind all collections; a clone carries its model in its code and nothing
/// has to be initialised.
contract AigcCollection is
    ERC721,
    PromptClaims,
    ModelRoyalties,
    IERC7007Enumerable,
    IERC7007Updatable,
    IERC2981,
    IERC4906,
    IERC5192
{
    using Bytes for bytes;
    using ContentStore for address;

    /// @dev Two slots; prompt and data are in the code of `content`.
    struct Claim {
        uint256 requestId;
        address content;
        /// Unix time fits in 40 bits for 34,000 years, and a block's number as well.
        uint40 contestEnd;
        uint40 priorityBlock;
        bool settled;
    }

    /// @dev What a claim brings with its request.
    struct Offer {
        bytes prompt;
        bytes aigcData;
        bytes32 salt;
        address to;
        bytes proof;
        bytes32 inputHash;
    }

    /// @inheritdoc IAigcCollection
    /// @dev Both fit the code of one contract.
    uint256 public constant MAX_CONTENT_BYTES = 8192;
    /// @dev Of the prompt's length, in front of prompt and data.
    uint256 private constant LENGTH_BYTES = 2;
    bytes4 private constant ERC4906_ID = 0x49064906;

    /// @notice Writes the metadata.
    IAigcRenderer public immutable RENDERER;

    mapping(uint256 id => Claim) private _claims;

    constructor(IInferenceOracle oracle, IAigcRenderer renderer) ERC721("", "") PromptClaims(oracle) {
        RENDERER = renderer;
    }

    /// @inheritdoc IAigcCollection
    function mint(Request calldata request, bytes calldata prompt_, bytes calldata aigcData, bytes32 salt, address to)
        external
        returns (uint256 id)
    {
        return _take(Offer(prompt_, aigcData, salt, to, "", InputTree.hashOf(prompt_)), request);
    }

    /// @inheritdoc IERC7007
    /// @dev The standard's way to `mint`: the proof is `abi.encode(request, salt, to)`.
    function addAigcData(uint256 id, bytes calldata prompt_, bytes calldata aigcData, bytes calldata proof) external {
        uint256 expected = uint256(keccak256(prompt_));
        require(id == expected, AigcTokenMismatch(id, expected));
        (Request memory request, bytes32 salt, address to) = abi.decode(proof, (Request, bytes32, address));
        _take(Offer(prompt_, aigcData, salt, to, proof, InputTree.hashOf(prompt_)), request);
    }

    /// @inheritdoc IERC7007Updatable
    /// @dev By anyone, with the final answer, after a dispute has overturned the one that the token has.
    function update(bytes calldata prompt_, bytes calldata aigcData) external {
        uint256 id = uint256(keccak256(prompt_));
        _requireOwned(id);
        Claim storage claim = _claims[id];
        RequestState memory state = ORACLE.requestState(claim.requestId);
        require(state.status == RequestStatus.Final, AigcRequestState(claim.requestId, state.status));
        _checkData(aigcData, state);
        require(!_hasData(claim.content, state.outputHash), AigcUpToDate(id));

        claim.content = _write(prompt_, aigcData);
        emit Update(id, prompt_, aigcData);
        emit MetadataUpdate(id);
    }

    /// @inheritdoc IAigcCollection
    function settle(uint256 id) external {
        _requireOwned(id);
        require(!_claims[id].settled, AigcNotLocked(id));
        _unlock(id);
    }

    /// @inheritdoc IERC7007
    /// @dev Opens no proof: what proves the answer is that nobody could contradict it, so a proof that is given proves nothing.
    function verify(bytes calldata prompt_, bytes calldata aigcData, bytes calldata proof)
        external
        view
        returns (bool success)
    {
        uint256 id = uint256(keccak256(prompt_));
        if (_ownerOf(id) == address(0) || proof.length > 0) return false;
        (TokenStatus status, RequestState memory state) = _status(_claims[id]);
        return status == TokenStatus.Verified && keccak256(aigcData) == state.outputHash;
    }

    /// @inheritdoc IERC7007Enumerable
    function tokenId(bytes calldata prompt_) external pure returns (uint256) {
        return uint256(keccak256(prompt_));
    }

    /// @inheritdoc IERC7007Enumerable
    function prompt(uint256 id) external view returns (string memory) {
        return string(tokenOf(id).prompt);
    }

    /// @inheritdoc IAigcCollection
    function tokenOf(uint256 id) public view returns (AigcToken memory) {
        _requireOwned(id);
        Claim memory claim = _claims[id];
        (bytes memory prompt_, bytes memory aigcData) = _read(claim.content);
        return AigcToken(claim.requestId, claim.priorityBlock, claim.contestEnd, prompt_, aigcData);
    }

    /// @inheritdoc IAigcCollection
    function statusOf(uint256 id) public view returns (TokenStatus status) {
        _requireOwned(id);
        (status,) = _status(_claims[id]);
    }

    /// @inheritdoc IERC5192
    function locked(uint256 id) external view returns (bool) {
        _requireOwned(id);
        return !_isDecided(_claims[id]);
    }

    /// @inheritdoc IERC2981
    function royaltyInfo(uint256, uint256 salePrice) external view returns (address receiver, uint256 royaltyAmount) {
        return (address(this), _royaltyWei(salePrice));
    }

    /// @inheritdoc ERC721
    function tokenURI(uint256 id) public view override returns (string memory) {
        AigcToken memory token = tokenOf(id);
        return
            RENDERER.tokenURI(TokenContent(id, modelId(), token.requestId, statusOf(id), token.prompt, token.aigcData));
    }

    /// @inheritdoc ERC721
    function name() public view override returns (string memory) {
        return RENDERER.nameOf(modelId());
    }

    /// @inheritdoc ERC721
    function symbol() public pure override returns (string memory) {
        return "AIGC";
    }

    /// @inheritdoc IAigcCollection
    function modelId() public view returns (uint256) {
        return abi.decode(Clones.fetchCloneArgs(address(this)), (uint256));
    }

    /// @inheritdoc ERC721
    function supportsInterface(bytes4 interfaceId) public view override(ERC721, IERC165) returns (bool) {
        return interfaceId == type(IERC7007).interfaceId || interfaceId == type(IERC7007Enumerable).interfaceId
            || interfaceId == type(IERC7007Updatable).interfaceId || interfaceId == type(IERC2981).interfaceId
            || interfaceId == type(IERC5192).interfaceId || interfaceId == ERC4906_ID
            || super.supportsInterface(interfaceId);
    }

    /// @dev Gives the prompt's token to the caller's claim. The receiver is called last.
    function _take(Offer memory offer, Request memory request) private returns (uint256 id) {
        require(offer.to != address(0), ERC721InvalidReceiver(offer.to));
        (uint256 requestId, RequestState memory state) = _mintable(request, modelId(), offer.inputHash);
        _checkData(offer.aigcData, state);
        id = uint256(keccak256(offer.prompt));
        uint256 priorityBlock = _priorityBlock(request, bytes32(id), offer.salt);

        Claim storage claim = _claims[id];
        if (_takesOver(id, claim, priorityBlock)) {
            // The end of the contest stays, or claims that come one after the other could keep it open.
            if (!_hasData(claim.content, state.outputHash)) claim.content = _write(offer.prompt, offer.aigcData);
            emit MetadataUpdate(id);
        } else {
            claim.content = _write(offer.prompt, offer.aigcData);
            claim.contestEnd = uint40(block.timestamp + CONTEST_SECONDS);
            emit Locked(id);
        }
        claim.requestId = requestId;
        claim.priorityBlock = uint40(priorityBlock);
        emit AigcData(id, offer.prompt, offer.aigcData, offer.proof);
        emit PromptClaimed(id, requestId, msg.sender, priorityBlock, claim.contestEnd);
        // ERC721's own: the lock is for transfers by holders.
        address from = super._update(offer.to, id, address(0));
        ERC721Utils.checkOnERC721Received(msg.sender, from, offer.to, id, "");
    }

    /// @dev Whether a claim takes over a token whose contest goes on. False for a token that nobody holds by a request that lives.
    function _takesOver(uint256 id, Claim storage claim, uint256 priorityBlock) private view returns (bool) {
        uint256 holding = claim.requestId;
        if (claim.contestEnd == 0 || ORACLE.requestState(holding).status == RequestStatus.Void) return false;
        require(block.timestamp < claim.contestEnd && priorityBlock < claim.priorityBlock, AigcPromptTaken(id, holding));
        return true;
    }

    /// @inheritdoc ERC721
    function _update(address to, uint256 id, address auth) internal override returns (address from) {
        from = super._update(to, id, auth);
        if (!_claims[id].settled) _unlock(id);
    }

    function _unlock(uint256 id) private {
        require(_isDecided(_claims[id]), AigcLocked(id));
        _claims[id].settled = true;
        emit Unlocked(id);
        emit MetadataUpdate(id);
    }

    /// @dev Whether nothing can take the token from its holder any more.
    function _isDecided(Claim storage claim) private view returns (bool) {
        return claim.settled || (block.timestamp >= claim.contestEnd && ORACLE.isFinalized(claim.requestId));
    }

    function _status(Claim storage claim) private view returns (TokenStatus status, RequestState memory state) {
        state = ORACLE.requestState(claim.requestId);
        if (state.status == RequestStatus.Void) status = TokenStatus.Void;
        else if (state.status == RequestStatus.Disputed) status = TokenStatus.Disputed;
        else if (state.status == RequestStatus.Answered) status = TokenStatus.Provisional;
        else if (!_hasData(claim.content, state.outputHash)) status = TokenStatus.Outdated;
        else if (block.timestamp < claim.contestEnd) status = TokenStatus.Contested;
        else status = TokenStatus.Verified;
    }

    function _checkData(bytes memory aigcData, RequestState memory state) private pure {
        bytes32 dataHash = keccak256(aigcData);
        require(dataHash == state.outputHash, AigcDataMismatch(dataHash, state.outputHash));
    }

    function _hasData(address content, bytes32 dataHash) private view returns (bool) {
        (, bytes memory aigcData) = _read(content);
        return keccak256(aigcData) == dataHash;
    }

    function _write(bytes memory prompt_, bytes memory aigcData) private returns (address) {
        require(prompt_.length <= MAX_CONTENT_BYTES, AigcContentLength(prompt_.length, MAX_CONTENT_BYTES));
        require(aigcData.length <= MAX_CONTENT_BYTES, AigcContentLength(aigcData.length, MAX_CONTENT_BYTES));
        return ContentStore.write(bytes.concat(bytes2(uint16(prompt_.length)), prompt_, aigcData));
    }

    function _read(address content) private view returns (bytes memory prompt_, bytes memory aigcData) {
        bytes memory kept = content.read();
        uint256 dataStart = LENGTH_BYTES + uint16(bytes2(kept));
        return (kept.slice(LENGTH_BYTES, dataStart), kept.slice(dataStart));
    }

    function _modelOf() internal view override returns (uint256, IModelRegistry) {
        return (modelId(), IModelRegistry(ORACLE.REGISTRY()));
    }
}
