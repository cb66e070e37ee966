using System.Buffers.Binary;
using System.Text.Json;

namespace LCam.Tests.Fidelity;

/// <summary>Raw bytes of a safetensors file's arrays: an eight-byte header length, a JSON header, the data.</summary>
internal sealed class SafeTensorBytes : IDisposable
{
    private readonly byte[] _content;
    private readonly int _dataStart;
    private readonly JsonDocument _header;

    internal SafeTensorBytes(string path)
    {
        _content = File.ReadAllBytes(path);
        var headerLength = (int)BinaryPrimitives.ReadInt64LittleEndian(_content);
        _dataStart = 8 + headerLength;
        _header = JsonDocument.Parse(_content.AsMemory(8, headerLength));
    }

    internal IEnumerable<string> Names => _header.RootElement.EnumerateObject().Select(property => property.Name);

    internal int[] Shape(string name) => [.. _header.RootElement.GetProperty(name).GetProperty("shape").EnumerateArray().Select(size => size.GetInt32())];

    internal byte[] Read(string name)
    {
        var offsets = _header.RootElement.GetProperty(name).GetProperty("data_offsets");
        return _content[(_dataStart + offsets[0].GetInt32())..(_dataStart + offsets[1].GetInt32())];
    }

    public void Dispose() => _header.Dispose();
}
