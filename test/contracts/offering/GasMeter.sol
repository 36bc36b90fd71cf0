// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {Test} from "forge-std/Test.sol";
import {console} from "forge-std/console.sol";

/// @notice Measures the execution gas of one transaction: without the intrinsic 21,000 and the calldata, with every account and
/// every slot cold but the called contract and the caller, as at the beginning of a transaction.
///
/// What a test prepares lies in `setUp`, which Forge commits, so the slots have their original values; a test makes one
/// measured call only.
abstract contract GasMeter is Test {
    function measure(
        string memory key,
        uint256 budget,
        address caller,
        address target,
        uint256 value,
        bytes memory call
    ) internal returns (uint256 gasUsed) {
        vm.cool(target);
        for (uint256 i = 0; i < _coldAccounts.length; i++) {
            vm.cool(_coldAccounts[i]);
        }
        // The caller of a transaction is warm.
        require(caller.balance >= value, "caller can't pay");

        vm.prank(caller);
        (bool ok,) = target.call{value: value}(call);
        gasUsed = vm.lastCallGas().gasTotalUsed;
        require(ok, key);
        console.log(string.concat("gas:", key, "=", vm.toString(gasUsed)));
        assertLe(gasUsed, budget, key);
    }

    address[] internal _coldAccounts;
}
