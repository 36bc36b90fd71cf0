// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {Test, stdError} from "forge-std/Test.sol";

import {IModelRegistry, Model, ModelTerms} from "../../../contracts/src/model/IModelRegistry.sol";
import {IProgramRegistry} from "../../../contracts/src/model/IProgramRegistry.sol";
import {ModelRegistry} from "../../../contracts/src/model/ModelRegistry.sol";
import {ProgramRegistry} from "../../../contracts/src/model/ProgramRegistry.sol";
import {TinyPrograms} from "./TinyPrograms.sol";

contract ModelRegistryTest is Test {
    ModelRegistry private registry;
    IProgramRegistry private programs;
    bytes32 private programRoot;
    address private developer = makeAddr("developer");

    function setUp() public {
        vm.warp(1_800_000_000);
        programs = new ProgramRegistry();
        registry = new ModelRegistry(programs);
        programRoot = TinyPrograms.validate(programs, TinyPrograms.once(784));
    }

    function test_register_emitsAndKeepsEveryTerm() public {
        ModelTerms memory terms = _terms();
        uint256 expected = registry.modelIdOf(developer, terms);
        bytes32 hash = keccak256(abi.encodePacked(terms.programRoot, terms.weightsRoot));

        vm.expectEmit(address(registry));
        emit IModelRegistry.ModelRegistered(expected, developer, hash, terms);
        vm.prank(developer);
        uint256 modelId = registry.register(terms);

        assertEq(modelId, expected);
        Model memory model = registry.model(modelId);
        assertEq(model.developer, developer);
        assertEq(model.registeredAt, block.timestamp);
        assertEq(abi.encode(model.terms), abi.encode(terms));
        assertEq(registry.modelHash(modelId), hash);
        assertEq(registry.developerOf(modelId), developer);
        assertEq(registry.revenueRouterOf(modelId), address(this));
        (uint96 feeAmount, uint96 rewardWei, uint32 minimum, uint32 maximum, address feeAsset) =
            registry.requestTerms(modelId);
        assertEq(abi.encode(feeAmount, rewardWei, minimum, maximum, feeAsset), abi.encode(3, 2, 784, 784, 0));
        assertEq(registry.modelCount(), 1);
        assertEq(registry.modelIdAt(0), modelId);
    }

    function test_register_appendsInOrder() public {
        ModelTerms memory terms = _terms();
        uint256[] memory ids = new uint256[](5);
        for (uint96 i = 0; i < 5; i++) {
            terms.feeAmount = i;
            ids[i] = registry.register(terms);
        }
        assertEq(registry.modelCount(), 5);
        for (uint256 i = 0; i < 5; i++) {
            assertEq(registry.modelIdAt(i), ids[i]);
        }
        vm.expectRevert(stdError.indexOOBError);
        registry.modelIdAt(5);
    }

    function test_register_takesEverythingAtItsLimit() public {
        ModelTerms memory terms = _terms();
        terms.feeAmount = type(uint96).max;
        terms.operatorRewardWei = type(uint96).max;
        terms.inputLengthMin = terms.inputLengthMax = uint32(registry.MAX_INPUT_BYTES());
        uint256 outputLength = registry.MAX_OUTPUT_BYTES();
        terms.programRoot = TinyPrograms.validate(programs, TinyPrograms.sliced(terms.inputLengthMax, outputLength));
        terms.name = string(new bytes(registry.MAX_NAME_BYTES()));
        terms.packageURI = string(new bytes(registry.MAX_PACKAGE_URI_BYTES()));
        uint256 modelId = registry.register(terms);
        assertEq(abi.encode(registry.model(modelId).terms), abi.encode(terms));

        terms.revenueRouter = address(0);
        terms.name = "a";
        terms.packageURI = "";
        modelId = registry.register(terms);
        assertEq(abi.encode(registry.model(modelId).terms), abi.encode(terms));
        assertEq(registry.revenueRouterOf(modelId), address(0));
    }

    function test_register_revertsForAProgramThatWasNotValidated() public {
        ModelTerms memory terms = _terms();
        terms.programRoot = TinyPrograms.rootOf(TinyPrograms.once(783).records);
        bytes memory unknown = abi.encodeWithSelector(IProgramRegistry.ProgramUnknown.selector, terms.programRoot);
        _expectRefusal(terms, unknown);
        terms.programRoot = 0;
        _expectRefusal(terms, abi.encodeWithSelector(IProgramRegistry.ProgramUnknown.selector, bytes32(0)));
    }

    function test_register_revertsForConstantsWithoutARoot() public {
        ModelTerms memory terms = _terms();
        terms.weightsRoot = 0;
        registry.register(terms);
        terms.programRoot = TinyPrograms.validate(programs, TinyPrograms.withConstant(784));
        vm.expectRevert(IModelRegistry.ModelRootMissing.selector);
        registry.register(terms);
        terms.weightsRoot = keccak256("weights");
        registry.register(terms);
    }

    function test_register_takesOnlyTheProgramsInputRule() public {
        uint32[2][4] memory rules = [[uint32(783), 784], [uint32(784), 785], [uint32(0), 0], [uint32(785), 784]];
        for (uint256 i = 0; i < rules.length; i++) {
            ModelTerms memory terms = _terms();
            (terms.inputLengthMin, terms.inputLengthMax) = (rules[i][0], rules[i][1]);
            _expectRefusal(
                terms, abi.encodeWithSelector(IModelRegistry.ModelInputRule.selector, rules[i][0], rules[i][1])
            );
        }
        ModelTerms memory steps = _terms();
        steps.programRoot = TinyPrograms.validate(programs, TinyPrograms.steps(33));
        (steps.inputLengthMin, steps.inputLengthMax) = (1, 33);
        registry.register(steps);
    }

    function test_register_revertsForALongerAnswerThanAClaimMayCarry() public {
        ModelTerms memory terms = _terms();
        uint32 length = uint32(registry.MAX_OUTPUT_BYTES()) + 1;
        terms.programRoot = TinyPrograms.validate(programs, TinyPrograms.sliced(length, length));
        (terms.inputLengthMin, terms.inputLengthMax) = (length, length);
        _expectRefusal(terms, abi.encodeWithSelector(IModelRegistry.ModelOutputLength.selector, length));
    }

    function test_register_revertsForALongerInputThanAnyModelMayTake() public {
        ModelTerms memory terms = _terms();
        uint32 length = uint32(registry.MAX_INPUT_BYTES()) + 1;
        terms.programRoot = TinyPrograms.validate(programs, TinyPrograms.once(length));
        (terms.inputLengthMin, terms.inputLengthMax) = (length, length);
        _expectRefusal(terms, abi.encodeWithSelector(IModelRegistry.ModelInputRule.selector, length, length));
    }

    function test_register_revertsForABadNameOrURI() public {
        ModelTerms memory terms = _terms();
        terms.name = "";
        _expectRefusal(terms, abi.encodeWithSelector(IModelRegistry.ModelNameLength.selector, 0));
        terms.name = string(new bytes(65));
        _expectRefusal(terms, abi.encodeWithSelector(IModelRegistry.ModelNameLength.selector, 65));
        terms = _terms();
        terms.packageURI = string(new bytes(257));
        _expectRefusal(terms, abi.encodeWithSelector(IModelRegistry.ModelPackageURILength.selector, 257));
    }

    function test_register_revertsForARouterWithoutCode() public {
        ModelTerms memory terms = _terms();
        terms.revenueRouter = developer;
        _expectRefusal(terms, abi.encodeWithSelector(IModelRegistry.ModelRouterMissing.selector, developer));
    }

    function test_register_revertsForAFeeInAnAssetWithoutCode() public {
        ModelTerms memory terms = _terms();
        terms.feeAsset = developer;
        _expectRefusal(terms, abi.encodeWithSelector(IModelRegistry.ModelFeeAssetMissing.selector, developer));
    }

    function test_register_keepsTheFeesAsset() public {
        ModelTerms memory terms = _terms();
        uint256 inEther = registry.register(terms);
        terms.feeAsset = address(this);
        uint256 inAsset = registry.register(terms);
        assertNotEq(inAsset, inEther);
        assertEq(registry.feeAssetOf(inEther), address(0));
        assertEq(registry.feeAssetOf(inAsset), address(this));
        assertEq(registry.model(inAsset).terms.feeAsset, address(this));
        (uint96 feeAmount,,,, address feeAsset) = registry.requestTerms(inAsset);
        assertEq(abi.encode(feeAmount, feeAsset), abi.encode(3, this));
    }

    function test_register_revertsForTheSameTermsAgain() public {
        vm.prank(developer);
        uint256 modelId = registry.register(_terms());
        vm.prank(developer);
        vm.expectRevert(abi.encodeWithSelector(IModelRegistry.ModelAlreadyRegistered.selector, modelId));
        registry.register(_terms());
    }

    function test_register_nobodySquatsAnotherDevelopersId() public {
        vm.prank(makeAddr("squatter"));
        uint256 copied = registry.register(_terms());
        vm.prank(developer);
        uint256 own = registry.register(_terms());
        assertNotEq(copied, own);
        assertEq(registry.modelHash(copied), registry.modelHash(own));
    }

    function test_unknownModel() public {
        bytes memory unknown = abi.encodeWithSelector(IModelRegistry.ModelUnknown.selector, 7);
        vm.expectRevert(unknown);
        registry.model(7);
        vm.expectRevert(unknown);
        registry.modelHash(7);
        vm.expectRevert(unknown);
        registry.revenueRouterOf(7);
        vm.expectRevert(unknown);
        registry.feeAssetOf(7);
        assertEq(registry.developerOf(7), address(0));
        (uint96 feeAmount, uint96 rewardWei, uint32 minimum, uint32 maximum, address feeAsset) =
            registry.requestTerms(7);
        assertEq(abi.encode(feeAmount, rewardWei, minimum, maximum, feeAsset), abi.encode(0, 0, 0, 0, 0));
    }

    function test_modelIdOf_bindsChainRegistryDeveloperAndTerms() public {
        ModelTerms memory terms = _terms();
        uint256 modelId = registry.modelIdOf(developer, terms);
        assertEq(modelId, uint256(keccak256(abi.encode(block.chainid, registry, developer, terms))));
        assertNotEq(modelId, registry.modelIdOf(address(this), terms));
        assertNotEq(modelId, new ModelRegistry(programs).modelIdOf(developer, terms));
        vm.chainId(block.chainid + 1);
        assertNotEq(modelId, registry.modelIdOf(developer, terms));
    }

    function testFuzz_modelIdOf_differsWhenATermDiffers(ModelTerms memory a, ModelTerms memory b) public view {
        bool sameTerms = keccak256(abi.encode(a)) == keccak256(abi.encode(b));
        assertEq(registry.modelIdOf(developer, a) == registry.modelIdOf(developer, b), sameTerms);
        // The fuzzer seldom finds neighbours, so change one term of a copy at a time.
        ModelTerms memory copy = abi.decode(abi.encode(a), (ModelTerms));
        uint256 modelId = registry.modelIdOf(developer, a);
        assertEq(registry.modelIdOf(developer, copy), modelId);
        copy.name = string.concat(a.name, a.packageURI, "x");
        copy.packageURI = "";
        assertNotEq(registry.modelIdOf(developer, copy), modelId);
        copy = abi.decode(abi.encode(a), (ModelTerms));
        copy.inputLengthMin ^= 1;
        assertNotEq(registry.modelIdOf(developer, copy), modelId);
    }

    function testFuzz_register_keepsTermsAndNeverChangesThem(ModelTerms memory terms, address other) public {
        terms = _bounded(terms);
        vm.prank(developer);
        uint256 modelId = registry.register(terms);
        bytes32 kept = keccak256(abi.encode(registry.model(modelId)));

        terms.feeAmount ^= 1;
        vm.warp(block.timestamp + 1 days);
        vm.prank(other);
        registry.register(terms);
        assertEq(keccak256(abi.encode(registry.model(modelId))), kept);
    }

    function _expectRefusal(ModelTerms memory terms, bytes memory reason) private {
        vm.expectRevert(reason);
        registry.register(terms);
        assertEq(registry.modelCount(), 0);
    }

    function _bounded(ModelTerms memory terms) private view returns (ModelTerms memory) {
        terms.programRoot = programRoot;
        terms.inputLengthMin = terms.inputLengthMax = 784;
        terms.revenueRouter = address(this);
        if (terms.feeAsset.code.length == 0) terms.feeAsset = address(0);
        if (bytes(terms.name).length == 0 || bytes(terms.name).length > 64) terms.name = "name";
        if (bytes(terms.packageURI).length > 256) terms.packageURI = "";
        return terms;
    }

    function _terms() private view returns (ModelTerms memory) {
        return ModelTerms({
            programRoot: programRoot,
            weightsRoot: keccak256("weights"),
            feeAsset: address(0),
            feeAmount: 3,
            operatorRewardWei: 2,
            inputLengthMin: 784,
            inputLengthMax: 784,
            revenueRouter: address(this),
            name: unicode"digits — of people",
            packageURI: "ipfs://bafybeigdyrzt5sfp7udm7hu76uh7y26nf3efuylqabf3oclgtqy55fbzdi"
        });
    }
}
