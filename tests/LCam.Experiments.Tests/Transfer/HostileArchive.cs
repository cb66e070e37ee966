using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using LCam.Experiments.Provenance;
using LCam.Experiments.Transfer;

namespace LCam.Experiments.Tests.Transfer;

/// <summary>An archive that somebody changes, and packs again as the program does.</summary>
internal sealed class HostileArchive
{
    private readonly Dictionary<string, byte[]> _files = new(StringComparer.Ordinal);

    public HostileArchive(byte[] whole)
    {
        using var zip = new ZipArchive(new MemoryStream(whole), ZipArchiveMode.Read);
        foreach (var entry in zip.Entries)
        {
            using var content = new MemoryStream();
            using var stream = entry.Open();
            stream.CopyTo(content);
            _files.Add(entry.FullName, content.ToArray());
        }

        Manifest = JsonNode.Parse(_files[ArchiveManifest.FileName])!.AsObject();
        _files.Remove(ArchiveManifest.FileName);
    }

    public JsonObject Manifest { get; }

    /// <summary>The training.</summary>
    public JsonObject Train => Manifest["runs"]![0]!.AsObject();

    /// <summary>The measuring that needs it.</summary>
    public JsonObject Measure => Manifest["runs"]![1]!.AsObject();

    public JsonObject Experiment => Manifest["experiments"]![0]!.AsObject();

    /// <summary>Further entries, which the manifest does not know.</summary>
    public List<(string Name, byte[] Content)> Others { get; } = [];

    /// <summary>The manifest's text, where it is to be no JSON of this kind.</summary>
    public string? Text { get; set; }

    public static string IdOf(JsonObject run) => (string)run["run"]!["id"]!;

    /// <summary>The content of a run's file.</summary>
    public byte[] this[JsonObject run, string path] => _files[$"runs/{IdOf(run)}/{path}"];

    /// <summary>Adds a file to a run, declared and hashed as it should be, or replaces one.</summary>
    public void Put(JsonObject run, string path, byte[] content)
    {
        _files[$"runs/{IdOf(run)}/{path}"] = content;
        foreach (var list in new[] { "files", "artifacts" })
        {
            var items = run[list]!.AsArray();
            var known = items.FirstOrDefault(file => (string)file!["path"]! == path);
            if (known is null && list == "artifacts")
            {
                continue;
            }

            if (known is null)
            {
                items.Add((JsonNode)new JsonObject { ["path"] = path });
                known = items[^1];
            }

            known!["bytes"] = content.Length;
            known["sha256"] = Convert.ToHexStringLower(SHA256.HashData(content));
        }
    }

    public void Put(JsonObject run, string path, string content) => Put(run, path, Encoding.UTF8.GetBytes(content));

    /// <summary>Takes a file from a run, and all that tells of it.</summary>
    public void Take(JsonObject run, string path)
    {
        _files.Remove($"runs/{IdOf(run)}/{path}");
        foreach (var list in new[] { "files", "artifacts" })
        {
            run[list]!.AsArray().RemoveAll(file => (string)file!["path"]! == path);
        }
    }

    /// <summary>Gives a run other settings, with the key and the id that follow from them; the experiment goes, for it has the old ones.</summary>
    public void Identity(JsonObject run, string text)
    {
        var key = ContentAddress.Of(text);
        run["stage"]!["identity"] = text;
        run["stage"]!["key"] = key;
        run["run"]!["stage-key"] = key;
        Manifest["experiments"] = new JsonArray();
        Rename(run, $"{key[..12]}.1");
    }

    /// <summary>Gives a run another id.</summary>
    public void Rename(JsonObject run, string id)
    {
        var old = $"runs/{IdOf(run)}/";
        run["run"]!["id"] = id;
        foreach (var name in _files.Keys.Where(name => name.StartsWith(old, StringComparison.Ordinal)).ToList())
        {
            _files.Remove(name, out var content);
            _files[$"runs/{id}/{name[old.Length..]}"] = content!;
        }
    }

    /// <summary>Gives a run another environment, with the id that follows from it.</summary>
    public static void Environment(JsonObject run, string text)
    {
        run["environment"] = text;
        run["run"]!["environment-id"] = ContentAddress.Of(text);
    }

    public byte[] Pack()
    {
        using var packed = new MemoryStream();
        using (var zip = new ZipArchive(packed, ZipArchiveMode.Create, leaveOpen: true))
        {
            Add(zip, ArchiveManifest.FileName, Encoding.UTF8.GetBytes(Text ?? Manifest.ToJsonString()));
            foreach (var (name, content) in _files.Select(file => (file.Key, file.Value)).Concat(Others))
            {
                Add(zip, name, content);
            }
        }

        return packed.ToArray();
    }

    private static void Add(ZipArchive zip, string name, byte[] content)
    {
        using var stream = zip.CreateEntry(name, CompressionLevel.Fastest).Open();
        stream.Write(content);
    }
}
