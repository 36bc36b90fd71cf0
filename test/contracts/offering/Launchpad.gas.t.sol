// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {SaleKind} from "../../../contracts/src/offering/ILaunchpad.sol";
import {Round} from "../../../contracts/src/offering/IFixedPriceOffering.sol";
import {GasMeter} from "./GasMeter.sol";
import {LaunchFixture, OfferingTerms} from "./LaunchFixture.sol";
import {SaleTree} from "./SaleTree.sol";

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

/// @notice The dearest kind of commitment in ether.
contract RoundGasTest is LaunchFixture, GasMeter {
    function setUp() public {
        deployLaunchpad();
        launch();
        _coldAccounts.push(launchpad.offeringImplementation(SaleKind.FixedPrice));
    }

    function offeringTerms() internal view override returns (OfferingTerms memory terms) {
        terms = super.offeringTerms();
        terms.price.rounds = new Round[](1);
        bytes32 root = SaleTree.root(alice, 20 ether, bob, 10 ether);
        terms.price.rounds[0] = Round({root: root, cap: 25 ether, start: 0, end: uint40(LAUNCH_TIME + 1 days)});
    }

    function test_Gas_FirstCommitInARound() public {
        bytes32[] memory proof = SaleTree.proof(0, alice, 20 ether);
        measure(
            "offering_commit_in_round_first",
            130_000,
            bob,
            address(offering),
            1 ether,
            abi.encodeCall(offering.commitInRound, (0, 1 ether, 1 ether, 1, 10 ether, proof))
        );
    }
}
