using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace LCam.Experiments.Store;

/// <summary>
/// SQLite's functions that give a value of the current row, called as cheaply as a call can be: an audit of tens of millions
/// of rows consists of them. A value is found once and then asked, for finding it costs more than asking. It is there until
/// the next row, and for one thread, as its connection is; the statement stays alive in its <see cref="RowReader"/>.
/// </summary>
internal static partial class RowValues
{
    // The library that the SQLite package brings.
    private const string Library = "e_sqlite3";

    [LibraryImport(Library, EntryPoint = "sqlite3_column_value")]
    [SuppressGCTransition]
    public static partial nint Of(nint statement, int column);

    [LibraryImport(Library, EntryPoint = "sqlite3_value_type")]
    [SuppressGCTransition]
    public static partial int Type(nint value);

    [LibraryImport(Library, EntryPoint = "sqlite3_value_int64")]
    [SuppressGCTransition]
    public static partial long Integer(nint value);

    [LibraryImport(Library, EntryPoint = "sqlite3_value_double")]
    [SuppressGCTransition]
    public static partial double Number(nint value);

    /// <summary>A text's UTF-8 bytes, until the next row.</summary>
    public static ReadOnlySpan<byte> Utf8(nint value)
    {
        // In this order: the length is that of what the pointer leads to.
        var start = Blob(value);
        return MemoryMarshal.CreateReadOnlySpan(ref Unsafe.AddByteOffset(ref Unsafe.NullRef<byte>(), start), Bytes(value));
    }

    [LibraryImport(Library, EntryPoint = "sqlite3_value_blob")]
    [SuppressGCTransition]
    private static partial nint Blob(nint value);

    [LibraryImport(Library, EntryPoint = "sqlite3_value_bytes")]
    [SuppressGCTransition]
    private static partial int Bytes(nint value);
}
