// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

import {Base64} from "@openzeppelin/contracts/utils/Base64.sol";
import {Strings} from "@openzeppelin/contracts/utils/Strings.sol";

import {IModelRegistry, Model} from "../model/IModelRegistry.sol";
import {IAigcRenderer, TokenContent, TokenStatus} from "./IAigcRenderer.sol";
import {AnswerForm, Form, Media} from "./media/AnswerForm.sol";
import {AnswerReader} from "./media/AnswerReader.sol";
import {Png} from "./media/Png.sol";
import {PromptText} from "./media/PromptText.sol";
import {SvgCard} from "./media/SvgCard.sol";

/// @title AigcRenderer
/// @notice See `IAigcRenderer`. Stateless: what it writes depends on its arguments and on registries in which nothing changes.
contract AigcRenderer is IAigcRenderer {
    using Strings for uint256;

    struct Shown {
        string image;
        string aigcType;
        string aigcData;
    }

    /// @notice Where models are registered.
    IModelRegistry public immutable REGISTRY;

    constructor(IModelRegistry registry) {
        REGISTRY = registry;
    }

    /// @inheritdoc IAigcRenderer
    function tokenURI(TokenContent calldata content) external view returns (string memory) {
        Model memory model = REGISTRY.model(content.modelId);
        Form memory form = AnswerForm.formOf(REGISTRY.programs().program(model.terms.programRoot));
        Shown memory shown = _shown(form, content.aigcData, _captionOf(content.status));
        string memory json = string.concat(
            _heading(content, model.terms.name, model.terms.packageURI),
            _promptMembers(content.prompt),
            _answerMembers(shown),
            _attributes(content)
        );
        return string.concat("data:application/json;base64,", Base64.encode(bytes(json)));
    }

    /// @inheritdoc IAigcRenderer
    function nameOf(uint256 modelId) external view returns (string memory name) {
        (name,) = PromptText.read(bytes(REGISTRY.model(modelId).terms.name));
    }

    function _heading(TokenContent calldata content, string memory modelName, string memory packageURI)
        private
        pure
        returns (string memory)
    {
        (string memory name,) = PromptText.read(bytes(modelName));
        (string memory package,) = PromptText.read(bytes(packageURI));
        name = Strings.escapeJSON(name);
        return string.concat(
            "{\"name\":\"",
            name,
            " ",
            uint256(uint32(content.tokenId >> 224)).toHexString(4),
            "\",\"description\":\"What the AI model ",
            name,
            " has answered to a prompt, computed off chain and open to contradiction on chain. ",
            _sentenceOf(content.status),
            " The model's package says its licence: ",
            bytes(packageURI).length == 0 ? "no address is registered" : Strings.escapeJSON(package)
        );
    }

    function _promptMembers(bytes calldata prompt) private pure returns (string memory) {
        (string memory text, string memory encoding) = PromptText.read(prompt);
        return string.concat("\",\"prompt\":\"", Strings.escapeJSON(text), "\",\"prompt_encoding\":\"", encoding);
    }

    function _answerMembers(Shown memory shown) private pure returns (string memory) {
        return string.concat(
            "\",\"image\":\"data:image/svg+xml;base64,",
            Base64.encode(bytes(shown.image)),
            "\",\"aigc_type\":\"",
            shown.aigcType,
            "\",\"aigc_data\":\"",
            shown.aigcData
        );
    }

    function _attributes(TokenContent calldata content) private pure returns (string memory) {
        return string.concat(
            "\",\"proof_type\":\"fraud (opML)\",\"attributes\":[",
            _attribute("Status", _nameOf(content.status)),
            ",",
            _attribute("Model", content.modelId.toHexString(32)),
            ",",
            _attribute("Request", content.requestId.toHexString(32)),
            "]}"
        );
    }

    function _shown(Form memory form, bytes calldata answer, string memory caption)
        private
        pure
        returns (Shown memory shown)
    {
        if (form.media == Media.Picture && AnswerReader.fitsPicture(form, answer)) {
            bytes memory png = Png.encode(AnswerReader.samples(form, answer), form.width, form.height, form.channels);
            return Shown(SvgCard.picture(png, caption), "image", _dataURI("image/png", png));
        }
        shown.aigcData = _dataURI("application/octet-stream", answer);
        if (form.media == Media.Text && PromptText.isPrintable(answer)) {
            return Shown(SvgCard.text(answer, caption), "text", _dataURI("text/plain;charset=utf-8", answer));
        }
        if (form.media == Media.Tokens) {
            (shown.image, shown.aigcType) = (SvgCard.text(AnswerReader.numbers(answer), caption), "tokens");
        } else if (form.media == Media.Label && answer.length >= form.labelOffset + 4) {
            (shown.image, shown.aigcType) = (SvgCard.word(AnswerReader.label(form, answer), caption), "label");
        } else {
            (shown.image, shown.aigcType) = (SvgCard.text(bytes(Strings.toHexString(answer)), caption), "data");
        }
    }

    function _dataURI(string memory mediaType, bytes memory data) private pure returns (string memory) {
        return string.concat("data:", mediaType, ";base64,", Base64.encode(data));
    }

    function _attribute(string memory trait, string memory value) private pure returns (string memory) {
        return string.concat("{\"trait_type\":\"", trait, "\",\"value\":\"", value, "\"}");
    }

    function _nameOf(TokenStatus status) private pure returns (string memory) {
        if (status == TokenStatus.Provisional) return "provisional";
        if (status == TokenStatus.Disputed) return "disputed";
        if (status == TokenStatus.Contested) return "contested";
        if (status == TokenStatus.Outdated) return "outdated";
        return status == TokenStatus.Verified ? "verified" : "void";
    }

    /// @dev A picture speaks for itself only when it can't change any more.
    function _captionOf(TokenStatus status) private pure returns (string memory) {
        return status == TokenStatus.Verified ? "" : _nameOf(status);
    }

    function _sentenceOf(TokenStatus status) private pure returns (string memory) {
        if (status == TokenStatus.Provisional) return "The answer is not final: it can still be contradicted.";
        if (status == TokenStatus.Disputed) return "The answer is disputed and can turn out wrong.";
        if (status == TokenStatus.Contested) {
            return "The answer is final; an earlier request can still take the token.";
        }
        if (status == TokenStatus.Outdated) {
            return "A dispute has overturned this answer; the token waits for its update.";
        }
        if (status == TokenStatus.Verified) return "The answer is final.";
        return "The request ended without an answer: nothing vouches for this content.";
    }
}
