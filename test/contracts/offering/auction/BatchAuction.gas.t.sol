// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {console} from "forge-std/console.sol";
import {AuctionTerms} from "../../../../contracts/src/offering/IBatchAuction.sol";
import {SaleKind} from "../../../../contracts/src/offering/ILaunchpad.sol";
import {GasMeter} from "../GasMeter.sol";
import {AuctionFixture} from "./AuctionFixture.sol";

contract AuctionCreationGasTest is AuctionFixture, GasMeter {
    function setUp() public {
        deployLaunchpad();
        _coldAccounts.push(address(registry));
    }

    function test_Gas_LaunchAuction() public {
        measure(
            "offering_create_auction",
            1_000_000,
            developer,
            address(launchpad),
            0,
            abi.encodeCall(
                launchpad.launchAuction,
                (modelId, tokenTerms(), offeringTerms().sale, auctionTerms(), allocationTerms())
            )
        );
    }
}

contract AuctionGasTest is AuctionFixture, GasMeter {
    function setUp() public {
        deployLaunchpad();
        launchAuction();
        bid(alice, 60, 60 ether);
        bid(carol, 30, 60 ether);
        _coldAccounts.push(launchpad.offeringImplementation(SaleKind.Auction));
    }

    function call(uint256 tick, uint256 amount) private view returns (bytes memory) {
        return abi.encodeCall(auction.bid, (tick, amount));
    }

    /// @notice The whole transaction: 21,000 and 16 or 4 for each byte of calldata.
    function test_Gas_FirstBidAtATickThatNobodyHas() public {
        bytes memory data = call(70, 1 ether);
        uint256 gasUsed = measure("bid", 72_000, bob, address(auction), 1 ether, data) + 21_000;
        for (uint256 i = 0; i < data.length; i++) {
            gasUsed += data[i] == 0 ? 4 : 16;
        }
        console.log(string.concat("gas:bid_tx=", vm.toString(gasUsed)));
        assertLe(gasUsed, 94_000);
    }

    function test_Gas_FirstBidAtATickThatOthersHave() public {
        measure("bid_shared_tick", 52_000, bob, address(auction), 1 ether, call(60, 1 ether));
    }

    function test_Gas_RaisedBid() public {
        measure("bid_again", 35_000, alice, address(auction), 1 ether, call(60, 1 ether));
    }

    function test_Gas_MovedBid() public {
        measure("bid_move", 60_000, alice, address(auction), 0, call(80, 0));
    }
}

contract AuctionSettledGasTest is AuctionFixture, GasMeter {
    function setUp() public {
        deployLaunchpad();
        launchAuction();
        bid(alice, 60, 60 ether);
        bid(carol, 30, 60 ether);
        warpToAuctionEnd();
        _coldAccounts.push(launchpad.offeringImplementation(SaleKind.Auction));
    }

    function test_Gas_FinaliseAndClear() public {
        measure("auction_finalise_101_ticks", 400_000, bob, address(auction), 0, abi.encodeCall(auction.finalise, ()));
    }
}

contract AuctionDustGasTest is AuctionFixture, GasMeter {
    function auctionTerms() internal view override returns (AuctionTerms memory terms) {
        terms = super.auctionTerms();
        terms.tickCount = 512;
        terms.geometric = true;
    }

    function setUp() public {
        deployLaunchpad();
        launchAuction();
        for (uint256 tick = 1; tick < 512; tick++) {
            address bidder = address(uint160(0xd057 << 64 | tick));
            vm.deal(bidder, 1);
            bid(bidder, tick, 1);
        }
        bid(alice, 0, SOFT_CAP_OF_AUCTION);
        warpToAuctionEnd();
        _coldAccounts.push(launchpad.offeringImplementation(SaleKind.Auction));
    }

    /// @notice A ladder of which somebody filled every tick with dust, at the dearest.
    function test_Gas_ClearFullLadder() public {
        measure("auction_finalise_512_full", 2_000_000, bob, address(auction), 0, abi.encodeCall(auction.finalise, ()));
    }
}
