// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {OfferingState, OfferingTerms} from "../../../contracts/src/offering/IFixedPriceOffering.sol";
import {LaunchFixture} from "./LaunchFixture.sol";
import {OfferingHandler} from "./OfferingHandler.sol";

/// @notice The numbers are those of `invariants.md`. Sales of three kinds: one likely to fail, one to end between the caps, one
/// to be over-subscribed.
abstract contract FixedPriceOfferingInvariantTest is LaunchFixture {
    OfferingHandler private _handler;

    function caps() internal pure virtual returns (uint128 soft, uint128 hard);

    function setUp() public {
        deployLaunchpad();
        OfferingTerms memory terms = offeringTerms();
        (terms.softCapWei, terms.hardCapWei) = caps();
        terms.accountCapWei = 90 ether;
        terms.saleSupply = 1_000_003e18 + 7;
        terms.end = uint40(block.timestamp + 2 days);
        launch(tokenTerms(), terms);
        _handler = new OfferingHandler(offering);
        // Forge gives ether to whom it lets call, and takes contracts of the fixture for that, too.
        targetSender(address(0xCA11E7));
        targetContract(address(_handler));
    }

    function invariant_Books() public {
        vm.warp(_handler.time());
        assertEq(_handler.violation(), "");
        // 1, 8
        assertEq(offering.totalCommittedWei(), _handler.totalWei());
        uint256 sum;
        uint256 owedWei;
        for (uint256 i = 0; i < _handler.accountCount(); i++) {
            address account = _handler.accounts(i);
            sum += offering.committedWei(account);
            assertEq(offering.settled(account), _handler.settled(account));
            if (_handler.settled(account)) continue;
            if (offering.finalised()) {
                (,, uint256 refundWei) =
                    offering.allocation(offering.committedWei(account), offering.totalCommittedWei());
                owedWei += refundWei;
            } else {
                owedWei += offering.committedWei(account);
            }
        }
        assertEq(sum, _handler.totalWei());
        // 3
        uint256 held = address(offering).balance - _handler.forcedWei();
        assertEq(held, _handler.totalWei() - _handler.refundsWei() - _handler.raiseWei());
        // 6
        if (_handler.raiseWei() == 0) owedWei += offering.raisedWei();
        assertLe(owedWei, held);
        // 2
        assertLe(_handler.tokensGiven(), offering.terms().saleSupply);
    }

    /// @notice One whole life, deterministic. It fails when a kind of call reached nothing, which would prove nothing.
    function test_AWholeLifeReachesEveryKindOfCall() public {
        for (uint256 i = 0; i < 600; i++) {
            uint256 seed = uint256(keccak256(abi.encode(i)));
            uint256 kind = seed % 8;
            seed >>= 8;
            if (kind == 0) _handler.wait(seed % 4 hours);
            else if (kind == 1) _handler.commit(seed, seed >> 8);
            else if (kind == 2) _handler.withdraw(seed, seed >> 8);
            else if (kind == 3) _handler.forceEther(seed);
            else if (kind == 4) _handler.finalise();
            else if (kind == 5) _handler.claim(seed);
            else if (kind == 6) _handler.refund(seed);
            else if (kind == 7 && i > 500) _handler.withdrawRaise();
            if (i % 20 == 0) invariant_Books();
        }
        bool succeeded = offering.state() == OfferingState.Succeeded;
        assertGe(block.timestamp, offering.terms().end);
        assertGt(_handler.reached("commit"), 5);
        assertGt(_handler.reached("withdraw"), 0, "never withdrawn");
        assertEq(_handler.reached("finalise"), succeeded ? 1 : 0);
        assertEq(_handler.reached("raise"), succeeded ? 1 : 0);
        assertGt(_handler.reached(succeeded ? bytes32("claim") : bytes32("refund")), 1, "nobody was paid");
        invariant_Books();
        afterInvariant();
    }

    function afterInvariant() public {
        vm.warp(_handler.time());
        if (block.timestamp < offering.terms().end) warpToEnd();
        bool succeeded = offering.state() == OfferingState.Succeeded;
        if (succeeded && !offering.finalised()) offering.finalise();
        if (succeeded && _handler.raiseWei() == 0) offering.withdrawRaise();
        uint256 buyers;
        for (uint256 i = 0; i < _handler.accountCount(); i++) {
            address account = _handler.accounts(i);
            if (_handler.committed(account) == 0) continue;
            buyers++;
            if (_handler.settled(account)) continue;
            if (succeeded) offering.claim(account);
            else offering.refund(account);
        }
        // 2, 3
        if (succeeded && token.periodEnd() == 0) token.start();
        uint256 dustTokens = IERC20(address(token)).balanceOf(address(offering));
        if (succeeded) assertLt(dustTokens, buyers);
        uint256 dustWei = address(offering).balance - _handler.forcedWei();
        if (buyers == 0 || !succeeded) assertEq(dustWei, 0);
        else assertLt(dustWei, buyers);
    }
}

contract FailingOfferingInvariantTest is FixedPriceOfferingInvariantTest {
    function caps() internal pure override returns (uint128, uint128) {
        return (10_000 ether, 20_000 ether);
    }
}

contract ModestOfferingInvariantTest is FixedPriceOfferingInvariantTest {
    function caps() internal pure override returns (uint128, uint128) {
        return (1 ether, 20_000 ether + 3);
    }
}

contract OverSubscribedOfferingInvariantTest is FixedPriceOfferingInvariantTest {
    function caps() internal pure override returns (uint128, uint128) {
        return (1 ether, 7 ether + 1);
    }
}
