using System.Security.Cryptography;
using CsCheck;
using LCam.Experiments.Store;

namespace LCam.Experiments.Tests.Store;

/// <summary>Small pieces hashed together.</summary>
public sealed class HashBufferTests
{
    [Fact]
    public void The_hash_is_that_of_all_pieces_one_after_the_other() => Gen.Byte.Array[0, 20_000].Array[0, 12].Sample(
        pieces =>
        {
            using var buffer = new HashBuffer();
            var all = new List<byte>();
            foreach (var piece in pieces)
            {
                buffer.Add(piece);
                buffer.Add((byte)7);
                buffer.Add(0x0102030405060708);
                all.AddRange([.. piece, 7, 8, 7, 6, 5, 4, 3, 2, 1]);
            }

            return buffer.Take() == Convert.ToHexStringLower(SHA256.HashData([.. all]))
                && buffer.Take() == Convert.ToHexStringLower(SHA256.HashData([]));
        },
        iter: 50);
}
