namespace LCam.Experiments.Transfer;

/// <summary>CRC-32 as zip files have it (ISO-HDLC, reflected polynomial EDB88320); the runtime reads entries without comparing it.</summary>
internal sealed class Crc32
{
    private const uint Polynomial = 0xEDB88320;

    private static readonly uint[] Table = [.. Enumerable.Range(0, 256).Select(value => Enumerable.Range(0, 8).Aggregate((uint)value, (crc, _) => (crc >> 1) ^ ((crc & 1) * Polynomial)))];

    private uint _crc = uint.MaxValue;

    /// <summary>Of all bytes so far.</summary>
    public uint Value => ~_crc;

    public void Append(ReadOnlySpan<byte> bytes)
    {
        var crc = _crc;
        foreach (var value in bytes)
        {
            crc = Table[(byte)(crc ^ value)] ^ (crc >> 8);
        }

        _crc = crc;
    }
}
