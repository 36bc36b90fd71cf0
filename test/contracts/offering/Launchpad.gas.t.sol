// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {SaleKind} from "../../../contracts/src/offering/ILaunchpad.sol";
import {GasMeter} from "./GasMeter.sol";
import {LaunchFixture, OfferingTerms} from "./LaunchFixture.sol";

contract LaunchpadGasTest is LaunchFixture, GasMeter {
    function setUp() public {
        deployLaunchpad();
        _coldAccounts.push(address(registry));
    }

    function test_Gas_Launch() public {
        OfferingTerms memory terms = offeringTerms();
        terms.sale.developerSupply = 250_000e18;
        terms.price.accountCap = 10 ether;
        measure(
            "offering_create",
            1_000_000,
            developer,
            address(launchpad),
            0,
            abi.encodeCall(launchpad.launch, (modelId, tokenTerms(), terms.sale, terms.price, allocationTerms()))
        );
    }
}

contract OfferingGasTest is LaunchFixture, GasMeter {
    function setUp() public {
        deployLaunchpad();
        launch();
        commit(alice, 1 ether);
        _coldAccounts.push(launchpad.offeringImplementation(SaleKind.FixedPrice));
    }

    function test_Gas_FirstCommit() public {
        measure(
            "offering_commit_first", 52_000, bob, address(offering), 1 ether, abi.encodeCall(offering.commit, (1 ether))
        );
    }

    function test_Gas_LaterCommit() public {
        measure(
            "offering_commit_again",
            35_000,
            alice,
            address(offering),
            1 ether,
            abi.encodeCall(offering.commit, (1 ether))
        );
    }

    function test_Gas_Refund() public {
        warpToEnd();
        measure("offering_refund", 38_000, alice, address(offering), 0, abi.encodeCall(offering.refund, (alice)));
    }
}

contract OfferingEmptyGasTest is LaunchFixture, GasMeter {
    function setUp() public {
        deployLaunchpad();
        launch();
        _coldAccounts.push(launchpad.offeringImplementation(SaleKind.FixedPrice));
    }

    function test_Gas_VeryFirstCommit() public {
        measure(
            "offering_commit_very_first",
            52_000,
            bob,
            address(offering),
            1 ether,
            abi.encodeCall(offering.commit, (1 ether))
        );
    }
}
