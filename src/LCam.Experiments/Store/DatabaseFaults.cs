using System.Data;
using System.Text.Json;
using Microsoft.Data.Sqlite;

namespace LCam.Experiments.Store;

/// <summary>What SQLite's result codes mean for people, where the fault is in the surroundings: https://sqlite.org/rescode.html.</summary>
internal static class DatabaseFaults
{
    private const string GoOn = ", then run again: everything that was saved is safe";

    public static readonly (string What, string Remedy) Damaged = ("the database is damaged", "restore the store from a copy, or use another one with --store");

    /// <summary>What is wrong and what to do; null for faults of the program itself.</summary>
    public static (string What, string Remedy)? Explain(int code) => code switch
    {
        5 or 6 => ("another process keeps the database locked", "end it, or wait for it" + GoOn),
        8 => ("the database cannot be written", "give access to the store's folder" + GoOn),
        10 => ("the database's disk fails", "check the disk" + GoOn),
        _ when IsDamage(code) => Damaged,
        13 => ("the disk is full", "make room" + GoOn),
        14 => ("the database cannot be opened", "check that the store's folder is there, with its permissions" + GoOn),
        _ => null,
    };

    /// <summary>Whether a result code says that the file is no sound database.</summary>
    public static bool IsDamage(int code) => code is 11 or 26;

    /// <summary>Whether a failure says that a row holds what this program never writes: a time that is none, a state that it does not know.</summary>
    public static bool IsOfTheData(Exception failure) => failure is FormatException or OverflowException or InvalidCastException or DataException or JsonException;

    /// <summary>Whether damage could be behind a failure, as a mistake of the program could.</summary>
    public static bool MayBeOfTheData(Exception failure) =>
        failure is SqliteException or ArgumentException or InvalidOperationException or KeyNotFoundException or NullReferenceException or IndexOutOfRangeException;
}
