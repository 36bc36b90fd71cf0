// SPDX-License-Identifier: MIT
pragma solidity 0.8.30;

/// @title Exp2Table
/// @notice The powers of two of ExpShift.
library Exp2Table {
    /// @dev 256 words of two bytes, as in `runtime/src/instructions/exp2-table.ts`: code costs less to read than storage.
    bytes private constant TABLE = hex"7fff7fa67f4e7ef67e9e7e467def7d987d417cea7c947c3d7be77b927b3c7ae77a927a3d79e87994794078ec78987845"
        hex"77f1779e774c76f976a77655760375b1755f750e74bd746c741c73cb737b732b72dc728c723d71ee719f7150710270b4"
        hex"706670186fca6f7d6f306ee36e966e496dfd6db16d656d196cce6c826c376bec6ba26b576b0d6ac36a796a2f69e6699c"
        hex"6953690a68c26879683167e967a16759671166ca6683663c65f565af6568652264dc64966451640b63c66381633c62f7"
        hex"62b3626e622a61e661a3615f611c60d86095605360105fcd5f8b5f495f075ec55e845e425e015dc05d7f5d3e5cfe5cbd"
        hex"5c7d5c3d5bfd5bbe5b7e5b3f5b005ac15a825a435a0559c65988594a590c58cf58915854581757da579d5760572456e8"
        hex"56ab566f563455f855bc55815546550b54d05495545b542053e653ac5372533852ff52c5528c5253521a51e151a85170"
        hex"513750ff50c7508f505850204fe84fb14f7a4f434f0c4ed54e9f4e684e324dfc4dc64d904d5a4d254cf04cba4c854c50"
        hex"4c1b4be74bb24b7e4b4a4b154ae14aae4a7a4a464a1349e049ad497a4947491448e148af487d484a481847e647b54783"
        hex"4752472046ef46be468d465c462b45fb45ca459a456a453a450a44da44aa447b444b441c43ed43be438f436043324303"
        hex"42d542a74278424a421d41ef41c1419441664139410c40df40b240854058402c";

    /// @notice `32767 * 2^(-index/256)`, rounded to the nearest integer. `index` is below 256.
    function at(uint256 index) internal pure returns (uint256 value) {
        bytes memory entries = TABLE;
        assembly ("memory-safe") {
            value := shr(240, mload(add(add(entries, 0x20), shl(1, index))))
        }
    }
}
