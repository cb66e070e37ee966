using System.Text.Json.Nodes;
using LCam.Experiments.Provenance;
using LCam.Experiments.Sealing;

namespace LCam.Experiments.Tests.Auditing.Attacks;

/// <summary>The seal, its file and its signature are removed, edited, exchanged or outdone.</summary>
internal static class SealAttacks
{
    public static IEnumerable<Attack> All =>
    [
        new("the signature is taken away", "A1-seal-signature", forger => File.Delete(forger.SealPath + ".sig")),
        new("the signature is empty", "A1-seal-signature", forger => File.WriteAllText(forger.SealPath + ".sig", "")),
        new("the seal's file is taken away", ["A1-seal-signature", "A1-seal-file"], forger => File.Delete(forger.SealPath)),
        new("seal and signature are taken away", ["A1-seal-signature", "A1-seal-file"], Remove),
        new("seal and signature are taken away, and out of the store", "A1-seal-signature", forger =>
        {
            Remove(forger);
            forger.Store.Execute("DELETE FROM seals; DELETE FROM events WHERE kind = 'experiment-sealed'");
            forger.Store.ChainAnew();
        }),
        new("the seal's file is edited", ["A1-seal-signature", "A1-seal-file"], forger => TamperedStore.Flip(forger.SealPath)),
        new("a line feed is added to the seal's file", ["A1-seal-signature", "A1-seal-file"], forger => File.AppendAllText(forger.SealPath, "\n")),
        new("the seal is signed by a stranger", "A1-seal-signature", forger => forger.SignAsStranger()),
        new("the signature is the signer's, of something else", "A1-seal-signature", forger =>
        {
            File.WriteAllText(forger.Store.PathOf("letter"), "a letter");
            new ProgramRunner().Run("ssh-keygen", ["-q", "-Y", "sign", "-n", "lcam-seal", "-f", forger.Store.Key, forger.Store.PathOf("letter")]);
            File.Copy(forger.Store.PathOf("letter.sig"), forger.SealPath + ".sig", overwrite: true);
        }),
        new("the signature is the signer's, of this text for another purpose", "A1-seal-signature", forger =>
        {
            File.Delete(forger.SealPath + ".sig");
            new ProgramRunner().Run("ssh-keygen", ["-q", "-Y", "sign", "-n", "file", "-f", forger.Store.Key, forger.SealPath]);
        }),
        new("seal and signature are those of another experiment", ["A1-seal-signature", "A1-seal-file"], forger => Sign(forger, manifest => manifest["content"]!["experiment"] = "other")),
        new("seal and signature are older ones", ["A1-seal-file", "A1-seal-replaced"], forger => Sign(forger, manifest => manifest["sealed"] = "2020-01-01T00:00:00.0000000Z")),
        new("seal and signature are older ones, of other numbers", ["A1-seal-file", "A1-seal-replaced", "A1-seal-rows"], forger => Sign(forger, manifest =>
            manifest["content"]!["runs"]![forger.Evaluation]!["digests"]!["scores"] = new string('0', 64))),
        new("seal and signature are older ones, and the store is made to have that seal", "A1-seal-rows", forger => forger.Store.Resign(manifest =>
            manifest["content"]!["runs"]![forger.Evaluation]!["digests"]!["scores"] = new string('0', 64))),
        new("a newer seal has no file", "A1-seal-replaced", forger => forger.AppendSeal(null)),
        new("a newer seal has a file elsewhere", "A1-seal-replaced", forger => forger.AppendSeal(forger.Store.PathOf("else", "where.seal.json"))),
        new("a newer seal takes the signed one's place, the signature left", "A1-seal-signature", forger => forger.AppendSeal(forger.SealPath)),
        new("the store's seal is another", ["A1-seal-file", "A1-seal-replaced"], forger =>
        {
            forger.Store.Execute("UPDATE runs SET seconds = seconds + 1");
            forger.SealAnew();
        }),
        new("the seal is taken out of the store, and the chain made anew", "A1-seal-replaced", forger =>
        {
            forger.Store.Execute("DELETE FROM seals; DELETE FROM events WHERE kind = 'experiment-sealed'");
            forger.Store.ChainAnew();
        }),
        new("the store says that the table has no file", "A1-seal-record", forger => forger.Store.Execute("UPDATE seals SET table_path = NULL")),
        new("the store says that the seal has no file, and so does its event", ["A1-seal-chain", "A1-table-file"], forger =>
        {
            forger.Store.Execute("UPDATE seals SET seal_path = NULL, table_path = NULL");
            forger.Store.Execute("UPDATE events SET detail = json_set(detail, '$.seal-path', NULL, '$.table-path', NULL) WHERE kind = 'experiment-sealed'");
            forger.Store.Execute("UPDATE events SET time = '2020-01-01T00:00:00.0000000Z' WHERE sequence = 1");
            forger.Store.ChainAnew();
            File.Delete(forger.Store.PathOf("tables", "table.md"));
        }),
        new("the signed seal and its tables are copied, those that people read are edited, and the store told to look at the copies", "A1-seal-place", forger =>
        {
            forger.Store.CopyTables("copy", "deep");
            EditTable(forger);
            File.Delete(forger.SealPath + ".sig");
            forger.Store.Execute("UPDATE seals SET seal_path = replace(seal_path, 'tables/tiny.seal', 'copy/deep/tiny.seal')");
        }),
        new("the same, with the copies as far from the store", "A1-seal-place", forger =>
        {
            forger.Store.CopyTables("copy");
            EditTable(forger);
            File.Delete(forger.SealPath + ".sig");
            SealIsSaidToBeIn(forger, "copy");
        }),
        new("the same, with the signature left where it was", "A1-table-file", forger =>
        {
            forger.Store.CopyTables("copy");
            EditTable(forger);
            SealIsSaidToBeIn(forger, "copy");
        }),
        new("a pipe takes the seal's place", ["A1-seal-signature", "A1-seal-file"], forger => TamperedStore.MakePipe(forger.SealPath)),
        new("a pipe takes the signature's place", "A1-seal-signature", forger => TamperedStore.MakePipe(forger.SealPath + ".sig")),
        new("a byte order mark is put before the seal", ["A1-seal-signature", "A1-seal-file"], forger =>
            File.WriteAllBytes(forger.SealPath, [.. System.Text.Encoding.UTF8.GetPreamble(), .. File.ReadAllBytes(forger.SealPath)])),
    ];

    private static void EditTable(Forger forger) => File.AppendAllText(forger.Store.PathOf("tables", "table.md"), "better\n");

    // By the store and by its event, with the whole chain made anew.
    private static void SealIsSaidToBeIn(Forger forger, string folder)
    {
        forger.Store.Execute("UPDATE seals SET seal_path = replace(seal_path, 'tables/', @folder || '/')", new { folder });
        forger.Store.Execute("UPDATE events SET detail = replace(detail, 'tables/tiny.seal', @folder || '/tiny.seal') WHERE kind = 'experiment-sealed'", new { folder });
        forger.Store.ChainAnew();
    }

    private static void Remove(Forger forger)
    {
        File.Delete(forger.SealPath);
        File.Delete(forger.SealPath + ".sig");
    }

    // What the signer once signed honestly; the forger only keeps it.
    private static void Sign(Forger forger, Action<JsonNode> change)
    {
        var manifest = JsonNode.Parse(forger.Store.Seal)!;
        change(manifest);
        Remove(forger);
        File.WriteAllText(forger.SealPath, manifest.ToJsonString() + "\n");
        new SealSignature(new ProgramRunner()).Sign(forger.SealPath, forger.Store.Key);
    }
}
