using System.Security.Cryptography;
using System.Text;

namespace LCam.Experiments.Provenance;

/// <summary>What a text is known by.</summary>
public static class ContentAddress
{
    /// <summary>SHA-256 of its UTF-8 bytes, in lower-case hexadecimal.</summary>
    public static string Of(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
}
