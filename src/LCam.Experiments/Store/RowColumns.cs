using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace LCam.Experiments.Store;

/// <summary>
/// SQLite's functions that give a value of the current row, called as cheaply as a call can be: an audit of tens of millions
/// of rows consists of them. The statement stays alive in its <see cref="RowReader"/>.
/// </summary>
internal static partial class RowColumns
{
    // The library that the SQLite package brings.
    private const string Library = "e_sqlite3";

    [LibraryImport(Library, EntryPoint = "sqlite3_column_type")]
    [SuppressGCTransition]
    public static partial int Type(nint statement, int column);

    [LibraryImport(Library, EntryPoint = "sqlite3_column_int64")]
    [SuppressGCTransition]
    public static partial long Integer(nint statement, int column);

    [LibraryImport(Library, EntryPoint = "sqlite3_column_double")]
    [SuppressGCTransition]
    public static partial double Number(nint statement, int column);

    /// <summary>A text's UTF-8 bytes, until the next row.</summary>
    public static ReadOnlySpan<byte> Utf8(nint statement, int column)
    {
        // In this order: the length is that of what the pointer leads to.
        var start = Blob(statement, column);
        return MemoryMarshal.CreateReadOnlySpan(ref Unsafe.AddByteOffset(ref Unsafe.NullRef<byte>(), start), Bytes(statement, column));
    }

    [LibraryImport(Library, EntryPoint = "sqlite3_column_blob")]
    [SuppressGCTransition]
    private static partial nint Blob(nint statement, int column);

    [LibraryImport(Library, EntryPoint = "sqlite3_column_bytes")]
    [SuppressGCTransition]
    private static partial int Bytes(nint statement, int column);
}
