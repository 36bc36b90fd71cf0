// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {Clones} from "@openzeppelin/contracts/proxy/Clones.sol";
import {ERC165Checker} from "@openzeppelin/contracts/utils/introspection/ERC165Checker.sol";
import {ILiquidityLocker} from "../liquidity/ILiquidityLocker.sol";
import {IModelRegistry} from "../model/IModelRegistry.sol";
import {IRevenueRouter, RevenueRoute} from "../model/IRevenueRouter.sol";
import {IERC7641} from "../token/IERC7641.sol";
import {ILaunchVault, LaunchState, LockedAllocation} from "../token/ILaunchVault.sol";
import {TokenTerms} from "../token/IRevenueShareToken.sol";
import {RevenueShareToken} from "../token/RevenueShareToken.sol";
import {TokenBounds} from "../token/TokenBounds.sol";
import {AllocationBounds} from "./AllocationBounds.sol";
import {BatchAuction} from "./BatchAuction.sol";
import {BondingCurve} from "./BondingCurve.sol";
import {ContributorDrop} from "./ContributorDrop.sol";
import {FixedPriceOffering} from "./FixedPriceOffering.sol";
import {AuctionTerms} from "./IBatchAuction.sol";
import {CurveTerms} from "./IBondingCurve.sol";
import {DropTerms} from "./IContributorDrop.sol";
import {FixedPriceTerms} from "./IFixedPriceOffering.sol";
import {AllocationTerms, ILaunchpad, Launch, SaleKind} from "./ILaunchpad.sol";
import {SaleTerms} from "./IOffering.sol";
import {VestingTerms} from "./ITokenVesting.sol";
import {TokenVesting} from "./TokenVesting.sol";

/// @title Launchpad
/// @notice See `ILaunchpad`. A launch is made of clones of implementations that were deployed with it.
contract Launchpad is ILaunchpad {
    /// A launch in the making.
    struct Creation {
        uint256 modelId;
        SaleKind kind;
        RevenueShareToken token;
        address offering;
        LockedAllocation[] locked;
    }

    /// @inheritdoc ILaunchpad
    IModelRegistry public immutable registry;
    /// @inheritdoc ILaunchpad
    address public immutable liquidityLocker;
    /// @inheritdoc ILaunchpad
    address public immutable tokenImplementation;
    /// @inheritdoc ILaunchpad
    address public immutable vestingImplementation;
    /// @inheritdoc ILaunchpad
    address public immutable dropImplementation;
    address private immutable FIXED_PRICE;
    address private immutable AUCTION;
    address private immutable CURVE;

    mapping(uint256 modelId => Launch) private _launches;
    /// @inheritdoc ILaunchpad
    mapping(uint256 modelId => uint256) public launchCount;
    /// @inheritdoc ILaunchpad
    mapping(address token => uint256) public modelIdOfToken;

    /// @param tokenImplementation_ A `RevenueShareToken`, too large to be created here, as the kinds of offerings are.
    constructor(
        IModelRegistry registry_,
        RevenueShareToken tokenImplementation_,
        FixedPriceOffering fixedPrice,
        BatchAuction auction,
        BondingCurve curve
    ) {
        registry = registry_;
        tokenImplementation = address(tokenImplementation_);
        FIXED_PRICE = address(fixedPrice);
        AUCTION = address(auction);
        CURVE = address(curve);
        liquidityLocker = fixedPrice.liquidityLocker();
        vestingImplementation = address(new TokenVesting());
        dropImplementation = address(new ContributorDrop());
    }

    /// @inheritdoc ILaunchpad
    function launch(
        uint256 modelId,
        TokenTerms calldata tokenTerms,
        SaleTerms calldata saleTerms,
        FixedPriceTerms calldata fixedPriceTerms,
        AllocationTerms calldata allocationTerms
    ) external returns (address token, address offering) {
        Creation memory creation = _create(SaleKind.FixedPrice, modelId, tokenTerms, saleTerms, allocationTerms);
        bytes32 termsHash = keccak256(abi.encode(tokenTerms, saleTerms, fixedPriceTerms, allocationTerms));
        (token, offering) = (address(creation.token), creation.offering);
        (SaleTerms memory fixedTerms, FixedPriceTerms memory fixedPrice, uint256 supply) = FixedPriceOffering(offering)
            .initialise(creation.token, saleTerms, fixedPriceTerms, creation.locked, termsHash);
        _complete(creation, tokenTerms, fixedTerms, supply, allocationTerms);
        emit FixedPriceTermsSet(modelId, offering, fixedPrice);
    }

    /// @inheritdoc ILaunchpad
    function launchAuction(
        uint256 modelId,
        TokenTerms calldata tokenTerms,
        SaleTerms calldata saleTerms,
        AuctionTerms calldata auctionTerms,
        AllocationTerms calldata allocationTerms
    ) external returns (address token, address offering) {
        Creation memory creation = _create(SaleKind.Auction, modelId, tokenTerms, saleTerms, allocationTerms);
        bytes32 termsHash = keccak256(abi.encode(tokenTerms, saleTerms, auctionTerms, allocationTerms));
        (token, offering) = (address(creation.token), creation.offering);
        (SaleTerms memory fixedTerms, uint256 supply) =
            BatchAuction(offering).initialise(creation.token, saleTerms, auctionTerms, creation.locked, termsHash);
        _complete(creation, tokenTerms, fixedTerms, supply, allocationTerms);
        emit AuctionTermsSet(modelId, offering, auctionTerms);
    }

    /// @inheritdoc ILaunchpad
    function launchCurve(
        uint256 modelId,
        TokenTerms calldata tokenTerms,
        SaleTerms calldata saleTerms,
        CurveTerms calldata curveTerms,
        AllocationTerms calldata allocationTerms
    ) external returns (address token, address offering) {
        Creation memory creation = _create(SaleKind.Curve, modelId, tokenTerms, saleTerms, allocationTerms);
        bytes32 termsHash = keccak256(abi.encode(tokenTerms, saleTerms, curveTerms, allocationTerms));
        (token, offering) = (address(creation.token), creation.offering);
        (SaleTerms memory fixedTerms, uint256 supply) =
            BondingCurve(offering).initialise(creation.token, saleTerms, curveTerms, creation.locked, termsHash);
        _complete(creation, tokenTerms, fixedTerms, supply, allocationTerms);
        emit CurveTermsSet(modelId, offering, curveTerms);
    }

    /// @inheritdoc ILaunchpad
    function launchOf(uint256 modelId) external view returns (Launch memory) {
        return _launches[modelId];
    }

    /// @inheritdoc ILaunchpad
    function predictLaunch(uint256 modelId, SaleKind kind) external view returns (address token, address offering) {
        address developer = registry.developerOf(modelId);
        (bytes memory offeringArgs, bytes32 salt) = _offeringSeed(modelId, developer);
        offering = Clones.predictDeterministicAddressWithImmutableArgs(offeringImplementation(kind), offeringArgs, salt);
        token = Clones.predictDeterministicAddressWithImmutableArgs(
            tokenImplementation, _tokenArgs(offering, developer), salt
        );
    }

    /// @inheritdoc IRevenueRouter
    function revenueRoute(uint256 modelId) external view returns (RevenueRoute route, address recipient) {
        Launch storage newest = _launches[modelId];
        address offering = newest.offering;
        LaunchState state = offering == address(0) ? LaunchState.Failed : _stateOf(offering);
        if (state == LaunchState.Pending) return (RevenueRoute.Wait, address(0));
        if (state == LaunchState.Succeeded) return (RevenueRoute.Token, newest.token);

        recipient = registry.developerOf(modelId);
        if (recipient == address(0)) revert IModelRegistry.ModelUnknown(modelId);
        return (RevenueRoute.Account, recipient);
    }

    /// @inheritdoc ILaunchpad
    function offeringImplementation(SaleKind kind) public view returns (address) {
        if (kind == SaleKind.FixedPrice) return FIXED_PRICE;
        return kind == SaleKind.Auction ? AUCTION : CURVE;
    }

    /// @dev Creates all contracts of a launch. The entry point of the kind then initialises the offering, and completes.
    function _create(
        SaleKind kind,
        uint256 modelId,
        TokenTerms calldata tokenTerms,
        SaleTerms calldata saleTerms,
        AllocationTerms calldata allocationTerms
    ) private returns (Creation memory creation) {
        _checkLaunch(modelId);
        _checkAssets(modelId, tokenTerms.revenueAssets, saleTerms.currency);
        AllocationBounds.check(allocationTerms);
        (bytes memory offeringArgs, bytes32 salt) = _offeringSeed(modelId, msg.sender);
        address offering = Clones.cloneDeterministicWithImmutableArgs(offeringImplementation(kind), offeringArgs, salt);
        address token =
            Clones.cloneDeterministicWithImmutableArgs(tokenImplementation, _tokenArgs(offering, msg.sender), salt);
        // Unix time fits in 40 bits for 34,000 years.
        _launches[modelId] = Launch({token: token, offering: offering, launchedAt: uint40(block.timestamp), kind: kind});
        launchCount[modelId] += 1;
        modelIdOfToken[token] = modelId;
        LockedAllocation[] memory locked = _createHolders(token, offering, saleTerms.end, allocationTerms);
        return Creation(modelId, kind, RevenueShareToken(payable(token)), offering, locked);
    }

    /// @dev Mints everything and tells it.
    function _complete(
        Creation memory creation,
        TokenTerms calldata tokenTerms,
        SaleTerms memory fixedTerms,
        uint256 supply,
        AllocationTerms calldata allocationTerms
    ) private {
        RevenueShareToken token = creation.token;
        TokenBounds.check(tokenTerms, supply, address(token));
        token.initialise(tokenTerms, supply, _excluded(creation, fixedTerms.currency));
        emit Launched(
            creation.modelId, msg.sender, address(token), creation.offering, creation.kind, tokenTerms, fixedTerms
        );
        _tellHolders(creation, allocationTerms);
    }

    /// @dev What lies with them earns nothing. The pool may not exist yet.
    function _excluded(Creation memory creation, address currency) private view returns (address[] memory accounts) {
        LockedAllocation[] memory locked = creation.locked;
        bool hasLocker = liquidityLocker != address(0);
        accounts = new address[](locked.length + (hasLocker ? 2 : 0));
        for (uint256 i = 0; i < locked.length; i++) {
            accounts[i] = locked[i].holder;
        }
        if (!hasLocker) return accounts;
        accounts[locked.length] = liquidityLocker;
        accounts[locked.length + 1] = ILiquidityLocker(liquidityLocker).poolOf(address(creation.token), currency);
    }

    function _checkLaunch(uint256 modelId) private view {
        if (registry.developerOf(modelId) != msg.sender) revert LaunchpadNotDeveloper(modelId, msg.sender);
        address router = registry.revenueRouterOf(modelId);
        if (router != address(this)) revert LaunchpadNotRouter(modelId, router);
        address earlier = _launches[modelId].offering;
        if (earlier != address(0) && _stateOf(earlier) != LaunchState.Failed) {
            revert LaunchpadAlreadyLaunched(modelId, earlier);
        }
    }

    /// @dev The oracle deposits revenue in the model's own asset, for ever, and a token takes ether and its listed assets only. The
    /// currency comes back to it as fees of the locked liquidity, or when that is released. A currency that shares revenue itself
    /// would earn for vault and pool, which can claim nothing.
    function _checkAssets(uint256 modelId, address[] calldata revenueAssets, address currency) private view {
        address feeAsset = registry.feeAssetOf(modelId);
        if (!_contains(revenueAssets, feeAsset)) revert LaunchpadFeeAssetNotShared(modelId, feeAsset);
        if (!_contains(revenueAssets, currency)) revert LaunchpadCurrencyNotShared(currency);
        if (ERC165Checker.supportsInterface(currency, type(IERC7641).interfaceId)) {
            revert LaunchpadCurrencySharesRevenue(currency);
        }
    }

    /// @dev One contract for each vesting, then one for the drop. Their addresses follow from the launch's and their places.
    function _createHolders(address token, address offering, uint40 offeringEnd, AllocationTerms calldata terms)
        private
        returns (LockedAllocation[] memory locked)
    {
        uint256 vestings = terms.vestings.length;
        DropTerms calldata drop = terms.drop;
        uint256 count = vestings + (drop.root == 0 ? 0 : 1);
        locked = new LockedAllocation[](count);
        for (uint256 i = 0; i < vestings; i++) {
            VestingTerms calldata vesting = terms.vestings[i];
            AllocationBounds.checkReceiver(vesting.beneficiary, [token, offering, liquidityLocker]);
            address holder = Clones.cloneDeterministic(vestingImplementation, _holderSalt(offering, i));
            TokenVesting(payable(holder)).initialise(vesting, offeringEnd);
            locked[i] = LockedAllocation({holder: holder, amount: vesting.amount});
        }
        if (drop.root == 0) return locked;
        AllocationBounds.checkReceiver(drop.unclaimedTo, [token, offering, liquidityLocker]);
        address dropHolder = Clones.cloneDeterministicWithImmutableArgs(
            dropImplementation,
            abi.encode(token, drop.root, uint256(offeringEnd) + drop.claimSeconds, drop.unclaimedTo),
            _holderSalt(offering, vestings)
        );
        locked[vestings] = LockedAllocation({holder: dropHolder, amount: drop.amount});
    }

    function _tellHolders(Creation memory creation, AllocationTerms calldata terms) private {
        LockedAllocation[] memory locked = creation.locked;
        address token = address(creation.token);
        uint256 vestings = terms.vestings.length;
        for (uint256 i = 0; i < vestings; i++) {
            emit VestingCreated(creation.modelId, token, locked[i].holder, terms.vestings[i]);
        }
        if (locked.length > vestings) emit DropCreated(creation.modelId, token, locked[vestings].holder, terms.drop);
    }

    function _stateOf(address offering) private view returns (LaunchState) {
        return ILaunchVault(offering).launchState();
    }

    /// @dev Ether always is one of them.
    function _contains(address[] calldata assets, address asset) private pure returns (bool) {
        if (asset == address(0)) return true;
        for (uint256 i = 0; i < assets.length; i++) {
            if (assets[i] == asset) return true;
        }
        return false;
    }

    /// @dev The terms are not part of it, so a launch's addresses are known before its terms are.
    function _offeringSeed(uint256 modelId, address developer) private view returns (bytes memory args, bytes32 salt) {
        return (abi.encode(developer, modelId), bytes32(launchCount[modelId]));
    }

    function _tokenArgs(address offering, address developer) private pure returns (bytes memory) {
        return abi.encode(offering, developer);
    }

    function _holderSalt(address offering, uint256 place) private pure returns (bytes32) {
        return keccak256(abi.encode(offering, place));
    }
}
