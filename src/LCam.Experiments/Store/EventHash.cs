using System.Security.Cryptography;
using System.Text.Json;
using LCam.Experiments.Planning;

namespace LCam.Experiments.Store;

/// <summary>Works out the hashes of events, one after another: SHA-256 of the canonical JSON of an array of their fields.</summary>
internal sealed class EventHash : IDisposable
{
    private readonly PooledBuffer _text = new();
    private readonly Utf8JsonWriter _writer;

    public EventHash() => _writer = CanonicalJson.Writer(_text);

    /// <summary>The hash that an event with these fields must have; texts are UTF-8.</summary>
    public Digest Of(long sequence, ReadOnlySpan<byte> time, ReadOnlySpan<byte> kind, ReadOnlySpan<byte> subject, ReadOnlySpan<byte> detail, ReadOnlySpan<byte> previousHash)
    {
        _text.Clear();
        _writer.Reset();
        _writer.WriteStartArray();
        CanonicalJson.WriteNumber(_writer, sequence);
        _writer.WriteStringValue(time);
        _writer.WriteStringValue(kind);
        _writer.WriteStringValue(subject);
        _writer.WriteStringValue(detail);
        _writer.WriteStringValue(previousHash);
        _writer.WriteEndArray();
        _writer.Flush();
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(_text.Written, hash);
        return Digest.Of(hash);
    }

    public void Dispose()
    {
        _writer.Dispose();
        _text.Dispose();
    }
}
