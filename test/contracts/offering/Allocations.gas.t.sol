// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {AllocationFixture} from "./AllocationFixture.sol";
import {GasMeter} from "./GasMeter.sol";

contract AllocationsGasTest is AllocationFixture, GasMeter {
    function setUp() public {
        deployLaunchpad();
        setAside();
        _coldAccounts.push(address(registry));
    }

    function test_Gas_LaunchWithTwoVestingsAndADrop() public {
        measure(
            "offering_create_with_allocations",
            1_100_000,
            developer,
            address(launchpad),
            0,
            abi.encodeCall(
                launchpad.launch,
                (modelId, tokenTerms(), offeringTerms().sale, offeringTerms().price, allocationTerms())
            )
        );
    }
}

contract DropGasTest is AllocationFixture, GasMeter {
    function setUp() public {
        deployLaunchpad();
        setAside();
        launchWithAllocations();
        sellEverythingTo(alice);
        drop.claim(1, TWO, 2000e18, proofOf(1));
        _coldAccounts.push(launchpad.dropImplementation());
        _coldAccounts.push(launchpad.tokenImplementation());
        _coldAccounts.push(address(token));
    }

    function test_Gas_ClaimFromTheDrop() public {
        measure("drop_claim", 95_000, ONE, address(drop), 0, abi.encodeCall(drop.claim, (0, ONE, 1000e18, proofOf(0))));
    }
}
