using System.Text.Json;
using System.Text.Json.Nodes;
using LCam.Problems;

namespace LCam.Experiments.Store;

/// <summary>JSON that stands in the database as a text. A damaged page gives SQLite a text like any other.</summary>
public static class StoredJson
{
    /// <summary>What the text says.</summary>
    /// <exception cref="ProblemException">It is no JSON: the database is damaged.</exception>
    public static JsonNode? Parse(string text)
    {
        try
        {
            return JsonNode.Parse(text);
        }
        catch (JsonException failure)
        {
            throw new ProblemException(ProblemKind.Environment, new Problem("the store", DatabaseFaults.Damaged.What, DatabaseFaults.Damaged.Remedy), failure);
        }
    }
}
