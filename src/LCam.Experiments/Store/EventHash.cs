using System.Security.Cryptography;
using LCam.Experiments.Planning;

namespace LCam.Experiments.Store;

/// <summary>Works out the hashes of events, one after another: SHA-256 of the canonical JSON of an array of their fields.</summary>
internal sealed class EventHash : IDisposable
{
    private readonly PooledBuffer _text = new();
    private readonly CanonicalWriter _writer;

    public EventHash() => _writer = new CanonicalWriter(_text);

    /// <summary>The hash that an event with these fields must have; texts are UTF-8.</summary>
    public Digest Of(long sequence, ReadOnlySpan<byte> time, ReadOnlySpan<byte> kind, ReadOnlySpan<byte> subject, ReadOnlySpan<byte> detail, ReadOnlySpan<byte> previousHash)
    {
        _text.Clear();
        _writer.Raw("["u8);
        CanonicalJson.WriteNumber(_writer, sequence);
        Add(time);
        Add(kind);
        Add(subject);
        Add(detail);
        Add(previousHash);
        _writer.Raw("]"u8);
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(_text.Written, hash);
        return Digest.Of(hash);
    }

    public void Dispose() => _text.Dispose();

    private void Add(ReadOnlySpan<byte> text)
    {
        _writer.Raw(","u8);
        _writer.Text(text);
    }
}
