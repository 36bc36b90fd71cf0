// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {Test} from "forge-std/Test.sol";
import {ModelTerms} from "../../../contracts/src/model/IModelRegistry.sol";
import {ModelRegistry} from "../../../contracts/src/model/ModelRegistry.sol";
import {ProgramRegistry} from "../../../contracts/src/model/ProgramRegistry.sol";
import {FixedPriceOffering} from "../../../contracts/src/offering/FixedPriceOffering.sol";
import {FixedPriceTerms} from "../../../contracts/src/offering/IFixedPriceOffering.sol";
import {SaleTerms} from "../../../contracts/src/offering/IOffering.sol";
import {ILiquidityLocker} from "../../../contracts/src/liquidity/ILiquidityLocker.sol";
import {DropTerms} from "../../../contracts/src/offering/IContributorDrop.sol";
import {AllocationTerms} from "../../../contracts/src/offering/ILaunchpad.sol";
import {VestingTerms} from "../../../contracts/src/offering/ITokenVesting.sol";
import {Launchpad} from "../../../contracts/src/offering/Launchpad.sol";
import {TokenTerms} from "../../../contracts/src/token/IRevenueShareToken.sol";
import {RevenueShareToken} from "../../../contracts/src/token/RevenueShareToken.sol";
import {TinyPrograms} from "../model/TinyPrograms.sol";

/// @notice All terms of a fixed-price offering.
struct OfferingTerms {
    SaleTerms sale;
    FixedPriceTerms price;
}

/// @notice A registry, a launchpad and a model of `developer`, and short ways to walk a launch to where a test begins.
abstract contract LaunchFixture is Test {
    uint256 internal constant LAUNCH_TIME = 1_800_000_000;
    uint128 internal constant SALE_SUPPLY = 1_000_000e18;
    uint128 internal constant HARD_CAP = 100 ether;
    uint128 internal constant SOFT_CAP = 40 ether;
    uint40 internal constant LENGTH = 10 days;
    uint32 internal constant PERIOD = 1 days;

    ModelRegistry internal registry;
    Launchpad internal launchpad;
    uint256 internal modelId;
    RevenueShareToken internal token;
    FixedPriceOffering internal offering;

    address internal developer = makeAddr("developer");
    address internal alice = makeAddr("alice");
    address internal bob = makeAddr("bob");
    address internal carol = makeAddr("carol");
    address internal outsider = makeAddr("outsider");

    function deployLaunchpad() internal {
        vm.warp(LAUNCH_TIME);
        registry = new ModelRegistry(new ProgramRegistry());
        launchpad =
            new Launchpad(registry, new RevenueShareToken(), new FixedPriceOffering(ILiquidityLocker(address(0))));
        modelId = registerModel("digits", address(launchpad));
        for (uint256 i = 0; i < 5; i++) {
            vm.deal([developer, alice, bob, carol, outsider][i], 1_000_000 ether);
        }
    }

    function registerModel(string memory name, address router) internal returns (uint256) {
        return registerModel(name, router, address(0));
    }

    function registerModel(string memory name, address router, address feeAsset) internal returns (uint256) {
        ModelTerms memory terms;
        terms.programRoot = TinyPrograms.validate(registry.programs(), TinyPrograms.steps(784));
        terms.weightsRoot = keccak256("weights");
        terms.inputLengthMin = 1;
        terms.inputLengthMax = 784;
        terms.feeAsset = feeAsset;
        terms.revenueRouter = router;
        terms.name = name;
        vm.prank(developer);
        return registry.register(terms);
    }

    function tokenTerms() internal view virtual returns (TokenTerms memory) {
        return TokenTerms({
            name: "Digits Revenue",
            symbol: "DIGIT",
            periodSeconds: PERIOD,
            holderShareBps: 9000,
            revenueAssets: new address[](0)
        });
    }

    function offeringTerms() internal view virtual returns (OfferingTerms memory) {
        return OfferingTerms({
            sale: SaleTerms({
                currency: address(0),
                liquidityShareBasisPoints: 2000,
                start: 0,
                end: uint40(block.timestamp) + LENGTH,
                saleSupply: SALE_SUPPLY,
                developerSupply: 0
            }),
            price: FixedPriceTerms({softCap: SOFT_CAP, hardCap: HARD_CAP, accountCap: 0})
        });
    }

    /// @notice Nothing is set aside.
    function allocationTerms() internal view virtual returns (AllocationTerms memory) {
        return AllocationTerms({
            vestings: new VestingTerms[](0),
            drop: DropTerms({root: 0, amount: 0, claimSeconds: 0, unclaimedTo: address(0)})
        });
    }

    function launch() internal {
        launch(tokenTerms(), offeringTerms());
    }

    function launch(TokenTerms memory tokenTerms_, OfferingTerms memory offeringTerms_) internal {
        vm.prank(developer);
        (address token_, address offering_) =
            launchpad.launch(modelId, tokenTerms_, offeringTerms_.sale, offeringTerms_.price, allocationTerms());
        token = RevenueShareToken(payable(token_));
        offering = FixedPriceOffering(offering_);
    }

    function commit(address account, uint256 amountWei) internal {
        vm.prank(account);
        offering.commit{value: amountWei}(amountWei);
    }

    function warpToEnd() internal {
        vm.warp(offering.saleTerms().end);
    }

    /// @notice The whole sale supply circulates and lies with `account`; periods run from now.
    function sellEverythingTo(address account) internal {
        commit(account, offering.fixedPriceTerms().hardCap);
        warpToEnd();
        offering.finalise();
        offering.claim(account);
    }

    function depositRevenue(uint256 amountWei) internal {
        vm.prank(outsider);
        token.deposit{value: amountWei}();
    }

    function give(address from, address to, uint256 amount) internal {
        vm.prank(from);
        token.transfer(to, amount);
    }

    function warpPeriods(uint256 count) internal {
        vm.warp(vm.getBlockTimestamp() + count * PERIOD);
    }

    /// @notice Lets `amountWei` of revenue arrive and its period close.
    function closePeriodWith(uint256 amountWei) internal {
        depositRevenue(amountWei);
        warpPeriods(1);
        token.snapshot();
    }
}
