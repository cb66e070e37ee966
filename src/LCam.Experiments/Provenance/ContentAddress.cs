using System.Security.Cryptography;
using System.Text;

namespace LCam.Experiments.Provenance;

/// <summary>What a text is known by.</summary>
public static class ContentAddress
{
    /// <summary>SHA-256 of its UTF-8 bytes, in lower-case hexadecimal.</summary>
    public static string Of(string text) => Of(Encoding.UTF8.GetBytes(text));

    /// <summary>SHA-256 of a text's UTF-8 bytes, in lower-case hexadecimal.</summary>
    public static string Of(byte[] utf8) => Convert.ToHexStringLower(SHA256.HashData(utf8));
}
