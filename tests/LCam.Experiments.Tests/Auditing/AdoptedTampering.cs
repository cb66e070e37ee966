using LCam.Experiments.Store;

namespace LCam.Experiments.Tests.Auditing;

/// <summary>What somebody may do to a run that was made elsewhere, in a store that adopted it.</summary>
internal static class AdoptedTampering
{
    private const string Content = "ResNet50_L_CAM_Img\n";

    public static IEnumerable<Manipulation> All { get; } =
    [
        Sql("a loss of an adopted run is edited", "A1-adopted-rows", "UPDATE adopted_metrics SET value = value / 2"),
        Sql("a loss of an adopted run is removed", "A1-adopted-rows", "DELETE FROM adopted_metrics"),
        Sql("a setting of an adopted run is edited", "A1-adopted-rows", "UPDATE adopted_runs SET record = replace(record, '0.01', '0.02')"),
        Sql("an adopted run is called another", "A1-adopted-rows", "UPDATE adopted_runs SET name = 'better'"),
        Sql("the place of an adopted file is edited", "A1-adopted-rows", "UPDATE adopted_files SET path = '/elsewhere'"),
        Sql("an adopted run is removed", "A1-adopted-rows", "DELETE FROM adopted_metrics; DELETE FROM adopted_files; DELETE FROM adopted_runs"),
        Sql("an adopted run is put in", "A1-adopted-rows", "INSERT INTO adopted_runs SELECT 'adopted-000000000000', name, adopted, record FROM adopted_runs"),
        Sql("files of an adopted run are of none", "A1-adopted-rows", "PRAGMA foreign_keys = OFF; DELETE FROM adopted_runs"),
        new("an adopted file is edited", "A1-adopted-file", store => TamperedStore.Flip(Copy(store, Adopt(store)))),
        new("an adopted file is deleted", "A1-adopted-file", store => File.Delete(Copy(store, Adopt(store)))),
        new("a file is put among the adopted", "A0-adopted-stray", store => File.WriteAllText(Path.Combine(Path.GetDirectoryName(Copy(store, Adopt(store)))!, "better.pth.tar"), "x")),
        new("a run is adopted whose files say nothing of it", "A2-adopted", store => Adopt(store)),
        new("findings of an adoption were accepted", "A3-adopted-accepted", store => Adopt(store)),
    ];

    private static Manipulation Sql(string what, string finding, string sql) => new(what, finding, store =>
    {
        Adopt(store);
        store.Execute(sql);
    });

    private static string Copy(TamperedStore store, AdoptedFile file) => store.PathOf("store", file.Copy);

    private static AdoptedFile Adopt(TamperedStore tampered)
    {
        var path = tampered.PathOf("train_record.csv");
        File.WriteAllText(path, Content);
        var file = new AdoptedFile("record", "train_record.csv", LCam.Images.ContentHash.OfFile(path), Content.Length, path, Kept: true);
        Directory.CreateDirectory(tampered.PathOf("store", AdoptedFile.Folder));
        File.Copy(path, Copy(tampered, file));
        using var store = ExperimentStore.Open(tampered.PathOf("store"), TimeProvider.System);
        Assert.True(store.Adopted.Add(new AdoptedRun
        {
            Id = AdoptedRun.IdOf(file.Sha256),
            Name = "authors",
            Adopted = TimeProvider.System.GetUtcNow(),
            Record = """{"findings":[{"evidence":"found 7","id":"adopted-counter","subject":"a"}],"lr":0.01}""",
            Files = [file],
            Metrics = [new AdoptedMetric(24, 0, "loss", 16.8)],
        }));
        return file;
    }
}
