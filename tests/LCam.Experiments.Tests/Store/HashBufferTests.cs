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

            return buffer.Take().ToString() == Convert.ToHexStringLower(SHA256.HashData([.. all]))
                && buffer.Take().ToString() == Convert.ToHexStringLower(SHA256.HashData([]));
        },
        iter: 50);

    [Fact]
    public void A_digest_is_its_text() => Gen.Byte.Array[32].Sample(bytes =>
    {
        var text = Convert.ToHexStringLower(bytes);
        return Digest.Of(bytes).ToString() == text && Digest.Parse(text) == Digest.Of(bytes);
    });

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("00")]
    [InlineData("E3B0C44298FC1C149AFBF4C8996FB92427AE41E4649B934CA495991B7852B855")]
    [InlineData("g3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855")]
    public void Other_texts_are_no_digests(string? text) => Assert.Null(Digest.Parse(text));
}
