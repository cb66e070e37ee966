using System.Runtime.InteropServices;

namespace LCam.Tests.Memory;

/// <summary>What the numeric library throws, in the words of a test.</summary>
internal sealed class LibraryFailure(string message) : ExternalException(message);
