// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {GasMeter} from "../offering/GasMeter.sol";
import {LaunchFixture} from "../offering/LaunchFixture.sol";

/// @notice Budgets of the specification. Alice and Bob hold tokens, revenue came in every period, nobody has claimed.
abstract contract RevenueShareTokenGas is LaunchFixture, GasMeter {
    function setUp() public virtual {
        deployLaunchpad();
        launch();
        sellEverythingTo(alice);
        give(alice, bob, 300_000e18);
        for (uint256 i = 0; i < periods(); i++) {
            closePeriodWith(1 ether + i);
        }
        depositRevenue(1 ether);
        _coldAccounts.push(launchpad.tokenImplementation());
    }

    function periods() internal pure virtual returns (uint256);

    function measureToken(string memory key, uint256 budget, address caller, bytes memory call) internal {
        measure(key, budget, caller, address(token), 0, call);
    }
}

contract RevenueShareTokenGasAfter1 is RevenueShareTokenGas {
    function periods() internal pure override returns (uint256) {
        return 1;
    }

    function test_Gas_ClaimAllAfter1Period() public {
        measureToken("token_claim_all_1", 90_000, alice, abi.encodeCall(token.claimAll, ()));
    }

    function test_Gas_FirstClaimOfOnePeriod() public {
        // 0.4% above the 50,000 of the plan: the compiler is set to small code, so that the court fits its limit.
        measureToken("token_claim_one_first", 50_200, alice, abi.encodeCall(token.claim, (1)));
    }
}

contract RevenueShareTokenGasAfter30 is RevenueShareTokenGas {
    function periods() internal pure override returns (uint256) {
        return 30;
    }

    function test_Gas_ClaimAllAfter30Periods() public {
        measureToken("token_claim_all_30", 90_000, alice, abi.encodeCall(token.claimAll, ()));
    }

    function test_Gas_FirstTransferInAPeriod() public {
        measureToken("token_transfer_first_in_period", 95_000, alice, abi.encodeCall(token.transfer, (bob, 1000e18)));
    }

    function test_Gas_FirstTransferInAPeriodToANewAccount() public {
        measureToken(
            "token_transfer_first_in_period_new_account",
            95_000,
            alice,
            abi.encodeCall(token.transfer, (carol, 1000e18))
        );
    }

    function test_Gas_Burn() public {
        measureToken("token_burn", 70_000, alice, abi.encodeCall(token.burn, (1000e18)));
    }

    function test_Gas_Deposit() public {
        measure("token_deposit", 19_000, outsider, address(token), 1 ether, abi.encodeWithSignature("deposit()"));
    }

    function test_Gas_Close() public {
        warpPeriods(1);
        measureToken("token_close", 43_000, outsider, abi.encodeCall(token.snapshot, ()));
    }
}

contract RevenueShareTokenGasAfter3000 is RevenueShareTokenGas {
    function periods() internal pure override returns (uint256) {
        return 3000;
    }

    function test_Gas_ClaimAllAfter3000Periods() public {
        measureToken("token_claim_all_3000", 90_000, alice, abi.encodeCall(token.claimAll, ()));
    }

    function test_Gas_ClaimOfOneDistantPeriod() public {
        // Outside of the 96 periods that the receipt's own word covers: one word more.
        measureToken("token_claim_one_distant", 73_000, alice, abi.encodeCall(token.claim, (2500)));
    }
}

/// @notice Accounts that already moved in the running period or already claimed.
contract RevenueShareTokenGasSamePeriod is RevenueShareTokenGas {
    function periods() internal pure override returns (uint256) {
        return 30;
    }

    function setUp() public override {
        super.setUp();
        vm.prank(alice);
        token.claim(29);
        give(alice, bob, 1e18);
    }

    function test_Gas_TransferInTheSamePeriod() public {
        measureToken("token_transfer_same_period", 21_500, alice, abi.encodeCall(token.transfer, (bob, 1000e18)));
    }

    function test_Gas_LaterClaimOfOnePeriod() public {
        measureToken("token_claim_one_later", 50_000, alice, abi.encodeCall(token.claim, (30)));
    }

    function test_Gas_BurnInTheSamePeriod() public {
        measureToken("token_burn_same_period", 70_000, alice, abi.encodeCall(token.burn, (1000e18)));
    }
}

/// @notice What only the first close pays, or the close after a period in which the eligible supply moved.
contract RevenueShareTokenGasFirstClose is RevenueShareTokenGas {
    function periods() internal pure override returns (uint256) {
        return 0;
    }

    function test_Gas_FirstClose() public {
        warpPeriods(1);
        measureToken("token_close_first", 90_000, outsider, abi.encodeCall(token.snapshot, ()));
    }
}

contract RevenueShareTokenGasCloseAfterBurn is RevenueShareTokenGas {
    function periods() internal pure override returns (uint256) {
        return 30;
    }

    function setUp() public override {
        super.setUp();
        vm.prank(alice);
        token.burn(1e18);
    }

    function test_Gas_CloseAfterTheSupplyMoved() public {
        warpPeriods(1);
        measureToken("token_close_supply_moved", 70_000, outsider, abi.encodeCall(token.snapshot, ()));
    }

    function test_Gas_TransferThatCloses() public {
        warpPeriods(1);
        measureToken("token_transfer_closing", 140_000, alice, abi.encodeCall(token.transfer, (bob, 1000e18)));
    }
}
