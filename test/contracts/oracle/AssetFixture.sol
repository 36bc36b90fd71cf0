// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {ModelTerms} from "../../../contracts/src/model/IModelRegistry.sol";
import {Request, RequestOptions} from "../../../contracts/src/oracle/IInferenceOracle.sol";
import {SixDecimalAsset} from "./assets/SixDecimalAsset.sol";
import {SilentDisputes} from "./SilentDisputes.sol";

interface IMintable {
    function mint(address account, uint256 amount) external;
    function approve(address spender, uint256 amount) external returns (bool);
}

/// @notice Models whose fee is in an asset, beside the one whose fee is in ether.
abstract contract AssetFixture is SilentDisputes {
    uint96 internal constant FEE = 5e6;

    SixDecimalAsset internal plain;
    uint256 internal plainModelId;

    function setUp() public virtual override {
        super.setUp();
        plain = new SixDecimalAsset();
        plainModelId = _listed("in an asset", address(plain), address(0));
        _fund(address(plain), requester);
    }

    function _listed(string memory name, address asset, address router) internal returns (uint256) {
        ModelTerms memory terms = _termsIn(name, asset, FEE);
        terms.revenueRouter = router;
        return _register(terms);
    }

    function _termsIn(string memory name, address asset, uint96 feeAmount)
        internal
        pure
        returns (ModelTerms memory terms)
    {
        terms = _terms(name, feeAmount, REWARD_WEI, address(0));
        terms.feeAsset = asset;
    }

    /// @dev Enough for many fees, all approved.
    function _fund(address asset, address account) internal {
        IMintable(asset).mint(account, 1000 * FEE);
        vm.prank(account);
        IMintable(asset).approve(address(oracle), 1000 * FEE);
    }

    function _askIn(uint256 askedModelId) internal returns (uint256 requestId, Request memory request) {
        RequestOptions memory options;
        return _ask(requester, askedModelId, options);
    }

    /// @dev A final answer of a model, so that it has one fee of revenue.
    function _earnIn(uint256 askedModelId) internal {
        (, Request memory request) = _askIn(askedModelId);
        _propose(request);
        _finalise(request);
    }
}
