using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using CsCheck;
using LCam.Experiments.Planning;
using LCam.Experiments.Store;

namespace LCam.Experiments.Tests.Store;

/// <summary>The hashes of events, which stores of all versions have.</summary>
public sealed class EventHashTests
{
    [Fact]
    public void The_hash_is_that_of_the_fields_as_canonical_json() =>
        Gen.Select(Gen.Long[0, long.MaxValue], Gen.String, Gen.String, Gen.String, Gen.String, Gen.String).Sample((sequence, time, kind, subject, detail, previous) =>
        {
            var text = CanonicalJson.Text(new JsonArray(sequence, time, kind, subject, detail, previous));
            return EventLog.Hash(sequence, time, kind, subject, detail, previous) == Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
        });

    [Fact]
    public void Of_several_events_each_has_its_own() => Gen.String.Array[1, 5].Sample(details =>
    {
        using var hash = new EventHash();
        return details.All(detail => hash.Of(1, "t"u8, "k"u8, "s"u8, Encoding.UTF8.GetBytes(detail), "p"u8).ToString() == EventLog.Hash(1, "t", "k", "s", detail, "p"));
    });
}
