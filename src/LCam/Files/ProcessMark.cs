using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace LCam.Files;

/// <summary>
/// Says in a file's name which process wrote it: <c>PLACE-PID-START</c>. The place stands for a PID namespace of one
/// boot of one machine: process numbers mean something only there, so only there can a writer be known to be gone.
/// </summary>
/// <param name="Place">Eight hexadecimal digits.</param>
/// <param name="Pid">The process's number.</param>
/// <param name="Start">When it started, in clock ticks since the boot: numbers are given again to others.</param>
public sealed record ProcessMark(string Place, int Pid, string Start)
{
    private const int PlaceLength = 8;
    private const string BootId = "/proc/sys/kernel/random/boot_id";

    /// <summary>This process.</summary>
    public static ProcessMark Current { get; } = new(ThisPlace(), Environment.ProcessId, ProcessStart.Of(Environment.ProcessId) is { Length: > 0 } start ? start : "0");

    /// <summary>Whether the writer certainly is no more. One of another machine, container or boot may be alive.</summary>
    public bool IsGone => Place == Current.Place && ProcessStart.Of(Pid) switch
    {
        null => true,
        "" => false,
        var start => start != Start,
    };

    /// <summary>The mark that a text is; null where it is none.</summary>
    public static ProcessMark? Parse(string text) =>
        text.Split('-') is [{ Length: PlaceLength } place, var pid, var start] && place.All(char.IsAsciiHexDigitLower) && start.Length > 0 && start.All(char.IsAsciiDigit)
            && int.TryParse(pid, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? new ProcessMark(place, number, start)
            : null;

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Place}-{Pid}-{Start}");

    private static string ThisPlace()
    {
        try
        {
            return PlaceOf(File.ReadAllText(BootId).Trim(), ProcessNamespace.Current());
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return PlaceOf("", "");
        }
    }

    /// <summary>The place of processes that can be told dead from alive here. Where the boot or the PID namespace is not known, nothing is certain: then it is this process's alone.</summary>
    internal static string PlaceOf(string boot, string pidNamespace) => boot.Length == 0 || pidNamespace.Length == 0
        ? Guid.NewGuid().ToString("N")[..PlaceLength]
        : Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{Environment.MachineName}\n{boot}\npid:[{pidNamespace}]")))[..PlaceLength];
}
