using System.Globalization;

namespace LCam.Files;

/// <summary>In which PID namespace this process's number has meaning: each container has its own.</summary>
public static class ProcessNamespace
{
    private const string Self = "/proc/self";

    /// <summary>The namespace's number, unique within a boot; empty where the system does not tell, or tells of another one.</summary>
    public static string Current()
    {
        try
        {
            // A /proc that was mounted for another namespace numbers processes otherwise: nobody can be looked for in it.
            var isOwn = new DirectoryInfo(Self).LinkTarget == Environment.ProcessId.ToString(CultureInfo.InvariantCulture);
            return isOwn && new FileInfo(Self + "/ns/pid").LinkTarget is { } link ? link.Split('[', ']')[1] : "";
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or IndexOutOfRangeException)
        {
            return "";
        }
    }
}
