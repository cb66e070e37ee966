namespace LCam.Experiments.Transfer;

/// <summary>An entry of a zip file, as both of its headers describe it.</summary>
/// <param name="Bytes">Its size, unpacked.</param>
/// <param name="Packed">Its size in the file.</param>
/// <param name="Crc">CRC-32 of what it unpacks to.</param>
internal sealed record ZipEntryLayout(string Name, long Bytes, long Packed, uint Crc);
