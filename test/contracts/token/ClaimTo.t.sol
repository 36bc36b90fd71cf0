// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {IERC1271} from "@openzeppelin/contracts/interfaces/IERC1271.sol";
import {ECDSA} from "@openzeppelin/contracts/utils/cryptography/ECDSA.sol";
import {IRevenueShareToken} from "../../../contracts/src/token/IRevenueShareToken.sol";
import {AssetFixture} from "./assets/AssetFixture.sol";
import {PlainAsset} from "./assets/PlainAsset.sol";

/// @notice A contract account that can't receive ether and signs with the key of its owner.
contract SigningWallet is IERC1271 {
    address private immutable _owner;

    constructor(address owner) {
        _owner = owner;
    }

    function isValidSignature(bytes32 hash, bytes calldata signature) external view returns (bytes4) {
        return ECDSA.recover(hash, signature) == _owner ? this.isValidSignature.selector : bytes4(0);
    }
}

contract ClaimToTest is AssetFixture {
    PlainAsset private dollar = new PlainAsset();
    address private signer;
    uint256 private key;

    function setUp() public {
        assets.push(dollar);
        deployLaunchpad();
        circulate();
        (signer, key) = makeAddrAndKey("signer");
        give(alice, signer, 100_000e18);
        depositRevenue(10 ether);
        closePeriodWithAsset(dollar, 10_000);
    }

    function signed(address account, address payee, uint256 nonce, uint256 deadline)
        internal
        view
        returns (bytes memory)
    {
        bytes32 typeHash = keccak256("ClaimTo(address account,address payee,uint256 nonce,uint256 deadline)");
        bytes32 claim = keccak256(abi.encode(typeHash, account, payee, nonce, deadline));
        (uint8 v, bytes32 r, bytes32 s) =
            vm.sign(key, keccak256(abi.encodePacked("\x19\x01", token.DOMAIN_SEPARATOR(), claim)));
        return abi.encodePacked(r, s, v);
    }

    function expectBadSignature(address account) internal {
        vm.expectRevert(abi.encodeWithSelector(IRevenueShareToken.RevenueShareBadSignature.selector, account));
    }

    function test_ClaimTo_PaysWhereTheAccountSays() public {
        uint256 before = carol.balance;
        vm.expectEmit(address(token));
        emit IRevenueShareToken.ClaimDirected(bob, carol);
        vm.prank(bob);
        assertEq(token.claimTo(carol), 0.9 ether);
        assertEq(carol.balance - before, 0.9 ether);
        assertEq(dollar.balanceOf(carol), 900);
        assertEq(token.claimable(bob), 0);
        vm.expectRevert(abi.encodeWithSelector(IRevenueShareToken.RevenueShareNothingToClaim.selector, bob));
        vm.prank(bob);
        token.claimTo(carol);
        vm.expectRevert(IRevenueShareToken.RevenueShareZeroPayee.selector);
        vm.prank(bob);
        token.claimTo(address(0));
    }

    function test_ClaimToWithSignature_PaysOnce() public {
        bytes memory signature = signed(signer, carol, 0, block.timestamp);
        uint256 before = carol.balance;
        vm.prank(outsider);
        assertEq(token.claimToWithSignature(signer, carol, block.timestamp, signature), 0.9 ether);
        assertEq(carol.balance - before, 0.9 ether);
        assertEq(dollar.balanceOf(carol), 900);
        assertEq(token.nonces(signer), 1);
        closePeriodWith(1 ether);
        bytes memory late = signed(signer, carol, 0, block.timestamp);
        expectBadSignature(signer);
        token.claimToWithSignature(signer, carol, block.timestamp, late);
    }

    function test_ClaimToWithSignature_RevertsForAnythingElse() public {
        uint256 deadline = block.timestamp;
        bytes memory signature = signed(signer, carol, 0, deadline);
        expectBadSignature(signer);
        token.claimToWithSignature(signer, outsider, deadline, signature);
        expectBadSignature(bob);
        token.claimToWithSignature(bob, carol, deadline, signature);
        expectBadSignature(signer);
        token.claimToWithSignature(signer, carol, deadline + 1, signature);
        expectBadSignature(signer);
        token.claimToWithSignature(signer, carol, deadline, "");
        vm.warp(deadline + 1);
        vm.expectRevert(abi.encodeWithSelector(IRevenueShareToken.RevenueShareSignatureExpired.selector, deadline));
        token.claimToWithSignature(signer, carol, deadline, signature);
        assertEq(token.nonces(signer), 0);
    }

    function test_ClaimToWithSignature_TakesAContractsSignature() public {
        SigningWallet wallet = new SigningWallet(signer);
        give(alice, address(wallet), 100_000e18);
        closePeriodWith(10 ether);
        // The wallet can't be paid in ether.
        vm.expectRevert(
            abi.encodeWithSelector(IRevenueShareToken.RevenueSharePaymentFailed.selector, address(wallet), 0.9 ether)
        );
        token.claimFor(address(wallet));
        bytes memory signature = signed(address(wallet), carol, 0, block.timestamp);
        assertEq(token.claimToWithSignature(address(wallet), carol, block.timestamp, signature), 0.9 ether);
        key = uint256(keccak256("another key"));
        closePeriodWith(10 ether);
        bytes memory forged = signed(address(wallet), outsider, 1, block.timestamp);
        expectBadSignature(address(wallet));
        token.claimToWithSignature(address(wallet), outsider, block.timestamp, forged);
    }
}
