// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {FixedPriceOffering} from "../../../../contracts/src/offering/FixedPriceOffering.sol";

/// @notice Tries to be paid again whenever it is paid.
contract ReentrantBuyer {
    FixedPriceOffering private immutable _offering;
    uint256 public entries;
    uint256 public successes;

    constructor(FixedPriceOffering offering) {
        _offering = offering;
    }

    receive() external payable {
        entries++;
        try _offering.withdraw(msg.value) {
            successes++;
        } catch {}
        try _offering.withdraw(1) {
            successes++;
        } catch {}
        try _offering.claim(address(this)) {
            successes++;
        } catch {}
        try _offering.refund(address(this)) {
            successes++;
        } catch {}
    }

    function commit() external payable {
        _offering.commit{value: msg.value}(msg.value);
    }

    function withdraw(uint256 amountWei) external {
        _offering.withdraw(amountWei);
    }
}
