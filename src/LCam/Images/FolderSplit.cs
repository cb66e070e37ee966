using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using LCam.Randomness;

namespace LCam.Images;

/// <summary>
/// Parts the images of one folder into those to train on and those to evaluate on. An image's part is a pure function of
/// the seed and its relative path: images that come or go move no other.
/// </summary>
/// <param name="Share">The share to evaluate on, above 0 and below 1; classes get it in the mean, not each exactly.</param>
/// <param name="IsEvaluation">Which part is meant.</param>
public sealed record FolderSplit(double Share, long Seed, bool IsEvaluation)
{
    /// <summary>Whether the image is of this part.</summary>
    /// <param name="path">Relative to the folder, with forward slashes.</param>
    public bool Has(string path)
    {
        // A stream's coordinates have 48 + 24 bits: nine bytes of the digest.
        var digest = SHA256.HashData(Encoding.UTF8.GetBytes(path));
        var index = BinaryPrimitives.ReadInt64BigEndian(digest) & ((1L << 48) - 1);
        var epoch = digest[8] | (digest[9] << 8) | (digest[10] << 16);
        return new CounterRandom(Seed, RandomPurpose.DataSplit, epoch, index).NextDouble() < Share == IsEvaluation;
    }
}
