using System.Text.Json;

namespace LCam.Experiments.Store;

/// <summary>Any number of keys as one parameter of a query, which reads them with <c>json_each</c>.</summary>
internal static class KeyList
{
    public static string Text(IEnumerable<string> keys) => JsonSerializer.Serialize(keys);
}
