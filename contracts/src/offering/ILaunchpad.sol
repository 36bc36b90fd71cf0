// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {IModelRegistry} from "../model/IModelRegistry.sol";
import {IRevenueRouter} from "../model/IRevenueRouter.sol";
import {TokenTerms} from "../token/IRevenueShareToken.sol";
import {AuctionTerms} from "./IBatchAuction.sol";
import {DropTerms} from "./IContributorDrop.sol";
import {CurveTerms} from "./IBondingCurve.sol";
import {FixedPriceTerms} from "./IFixedPriceOffering.sol";
import {SaleTerms} from "./IOffering.sol";
import {VestingTerms} from "./ITokenVesting.sol";

/// @notice What of the supply is neither sold nor the developer's at once. With the sale, the liquidity and the developer's tokens it is the
/// whole allocation of a launch, and no token is ever minted later.
struct AllocationTerms {
    /// At most 8, each with a contract of its own.
    VestingTerms[] vestings;
    /// All zero for none.
    DropTerms drop;
}

/// @notice How a launch sells its token. Each kind has an entry point, an implementation and an event of its own.
enum SaleKind {
    FixedPrice,
    Auction,
    Curve
}

/// @notice One launch of one model.
struct Launch {
    address token;
    address offering;
    uint40 launchedAt;
    SaleKind kind;
}

/// @title ILaunchpad
/// @notice Creates the revenue token and the offering of a model in one transaction and routes the model's revenue to them.
/// No owner, no fee, no approval.
///
/// A model has at most one launch that has not failed. While it is undecided, revenue waits; after success it goes to
/// the token for ever; after failure it goes to the developer, who may launch again.
interface ILaunchpad is IRevenueRouter {
    /// @param saleTerms As fixed: a start of 0 is already replaced by the time of the launch.
    event Launched(
        uint256 indexed modelId,
        address indexed developer,
        address indexed token,
        address offering,
        SaleKind kind,
        TokenTerms tokenTerms,
        SaleTerms saleTerms
    );
    /// @notice The terms that a fixed-price offering has besides, after `Launched` of the same transaction; so with each kind.
    event FixedPriceTermsSet(uint256 indexed modelId, address indexed offering, FixedPriceTerms terms);
    event AuctionTermsSet(uint256 indexed modelId, address indexed offering, AuctionTerms terms);
    event CurveTermsSet(uint256 indexed modelId, address indexed offering, CurveTerms terms);
    /// @notice In the order of the terms, after `Launched` of the same transaction.
    event VestingCreated(uint256 indexed modelId, address indexed token, address vesting, VestingTerms terms);
    event DropCreated(uint256 indexed modelId, address indexed token, address drop, DropTerms terms);

    error LaunchpadNotDeveloper(uint256 modelId, address caller);
    /// @notice The model's revenue router is another contract, so its revenue would never reach the token.
    error LaunchpadNotRouter(uint256 modelId, address router);
    /// @notice The model's fee is paid in `feeAsset`, which is not among the token's revenue assets, so its revenue would never reach
    /// the token.
    error LaunchpadFeeAssetNotShared(uint256 modelId, address feeAsset);
    /// @notice Buyers would pay in `currency`, which is not among the token's revenue assets, so neither the liquidity's fees nor its
    /// money could ever reach the holders.
    error LaunchpadCurrencyNotShared(address currency);
    /// @notice Buyers would pay in `currency`, which shares revenue among its holders (ERC-7641): what the vault and the pool earn with
    /// it, nobody could claim.
    error LaunchpadCurrencySharesRevenue(address currency);
    error LaunchpadAlreadyLaunched(uint256 modelId, address offering);
    /// @notice `rule` names the broken bound of what is set aside.
    error LaunchpadBadAllocation(string rule);

    /// @notice Creates token and fixed-price offering for a model of the caller's, and the contracts in which set-aside tokens will
    /// wait. The addresses of the first two depend on the caller, the model, the number of its launches and the kind only, so nobody
    /// can take them first. A model whose fee is not in ether needs its fee's asset among the token's, and a sale in an ERC-20 its
    /// currency, which shares no revenue itself. Reverts with `OfferingBadTerms`, `RevenueShareBadTerms` or `LaunchpadBadAllocation` when a bound is broken.
    function launch(
        uint256 modelId,
        TokenTerms calldata tokenTerms,
        SaleTerms calldata saleTerms,
        FixedPriceTerms calldata fixedPriceTerms,
        AllocationTerms calldata allocationTerms
    ) external returns (address token, address offering);

    /// @notice The same with a batch auction.
    function launchAuction(
        uint256 modelId,
        TokenTerms calldata tokenTerms,
        SaleTerms calldata saleTerms,
        AuctionTerms calldata auctionTerms,
        AllocationTerms calldata allocationTerms
    ) external returns (address token, address offering);

    /// @notice The same with a bonding curve.
    function launchCurve(
        uint256 modelId,
        TokenTerms calldata tokenTerms,
        SaleTerms calldata saleTerms,
        CurveTerms calldata curveTerms,
        AllocationTerms calldata allocationTerms
    ) external returns (address token, address offering);

    /// @notice The newest launch of a model; all zero before the first.
    function launchOf(uint256 modelId) external view returns (Launch memory);

    /// @notice How often a model was launched.
    function launchCount(uint256 modelId) external view returns (uint256);

    /// @notice The addresses that the next launch of a model gets, if it is of that kind.
    function predictLaunch(uint256 modelId, SaleKind kind) external view returns (address token, address offering);

    /// @notice The model whose launch created `token`; 0 for a token that was not made here.
    function modelIdOfToken(address token) external view returns (uint256 modelId);

    /// @notice Where models are registered.
    function registry() external view returns (IModelRegistry);
    /// @notice Where all launches' liquidity is locked; `address(0)` where the deployment has none.
    function liquidityLocker() external view returns (address);
    /// @notice The code behind all clones. None holds anything.
    function tokenImplementation() external view returns (address);
    function offeringImplementation(SaleKind kind) external view returns (address);
    function vestingImplementation() external view returns (address);
    function dropImplementation() external view returns (address);
}
