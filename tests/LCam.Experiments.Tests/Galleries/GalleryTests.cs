using System.IO.Abstractions;
using LCam.Experiments.Galleries;
using LCam.Experiments.Specs;
using LCam.Experiments.Store;
using LCam.Experiments.Tests.Auditing;
using LCam.Images;
using LCam.Problems;

namespace LCam.Experiments.Tests.Galleries;

/// <summary>Galleries of a tiny finished experiment: pictures made anew beside stored numbers.</summary>
[Collection(AuditCollection.Name)]
public sealed class GalleryTests(FinishedExperiment finished) : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("lcam-gallery-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public void Every_method_has_its_map_and_a_masked_image_for_each_percentage()
    {
        using var store = finished.Copy();
        var gallery = Build(store, new GalleryOptions { Images = 4 });
        Assert.Empty(gallery.Notes);
        Assert.Equal((4, 6, 0), (gallery.Images.Count, gallery.Available, gallery.Percentage));
        Assert.All(gallery.Images, image =>
        {
            var view = Assert.Single(image.Views);
            Assert.Equal((40, 40), Size(view.Picture));
            Assert.Equal(["L-CAM-Fm", "L-CAM-Fm (cross-entropy)"], view.Rows.Select(row => row.Method.Name));
            Assert.All(view.Rows, row =>
            {
                Assert.Equal([0, 0.5], row.Cells.Select(cell => cell.Percentage));
                Assert.All(row.Cells, cell => Assert.Equal((row.Missing is null, row.Missing is null), (cell.Map is not null, cell.Masked is not null)));
                Assert.All(row.Cells.Where(cell => cell.Map is not null), cell => Assert.Equal(((40, 40), (40, 40)), (Size(cell.Map), Size(cell.Masked))));
            });
        });
        Assert.Contains(gallery.Images, image => image.Views[0].Rows.All(row => row.Missing is null));
    }

    [Fact]
    public void What_is_worked_out_anew_is_what_is_stored()
    {
        using var store = finished.Copy();
        var gallery = Build(store, new GalleryOptions { Images = 6 });
        Assert.True(gallery.Recomputed.Count >= 9);
        Assert.True(gallery.Recomputed.Largest < 1e-6, $"{gallery.Recomputed.Largest}");
        Assert.All(gallery.Images, image => Assert.Null(image.Views[0].Recomputed));
    }

    [Fact]
    public void A_stored_confidence_that_the_models_do_not_give_is_told()
    {
        using var store = finished.Copy();
        store.Execute("UPDATE explained_images SET confidence = 0.123");
        store.Execute("UPDATE image_scores SET confidence = 0.456 WHERE percentage = 0");
        var view = Build(store, new GalleryOptions { Images = 3 }).Images[0].Views[0];
        Assert.Equal(0.123, view.Confidence);
        Assert.NotNull(view.Recomputed);
        Assert.All(view.Rows, row => Assert.Equal(0.456, row.Cells[0].Confidence));
        Assert.All(view.Rows, row => Assert.NotNull(row.Recomputed));
    }

    [Fact]
    public void The_same_store_gives_the_same_bytes()
    {
        using var store = finished.Copy();
        Build(store, new GalleryOptions { Images = 2 });
        var first = Bytes();
        _folder.Delete(recursive: true);
        _folder.Create();
        Build(store, new GalleryOptions { Images = 2 });
        Assert.Equal(first, Bytes());
    }

    [Fact]
    public void A_lost_attention_mechanism_costs_its_own_pictures_alone()
    {
        using var store = finished.Copy();
        File.Delete(store.FileOf("train", "attention.safetensors"));
        var gallery = Build(store, new GalleryOptions { Images = 2 });
        Assert.Contains("left no attention.safetensors", Assert.Single(gallery.Notes), StringComparison.Ordinal);
        var rows = gallery.Images.SelectMany(image => image.Views[0].Rows).ToList();
        Assert.Equal(2, rows.Count(row => row.Missing?.Contains("attention.safetensors", StringComparison.Ordinal) == true));
        Assert.All(rows, row => Assert.All(row.Cells, cell => Assert.InRange(cell.Confidence, 0, 1)));
    }

    [Fact]
    public void Without_a_network_the_images_and_the_stored_numbers_are_there()
    {
        using var store = finished.Copy();
        File.Delete(store.FileOf("classifier", "weights.safetensors"));
        var gallery = Build(store, new GalleryOptions { Images = 2 });
        Assert.Contains("left no weights.safetensors", Assert.Single(gallery.Notes), StringComparison.Ordinal);
        Assert.All(gallery.Images, image => Assert.Equal((40, 40), Size(image.Views[0].Picture)));
        Assert.All(gallery.Images.SelectMany(image => image.Views[0].Rows), row =>
        {
            Assert.Contains("left no weights.safetensors", row.Missing, StringComparison.Ordinal);
            Assert.Equal([null, null], row.Cells.Select(cell => cell.Map));
            Assert.All(row.Cells, cell => Assert.InRange(cell.Confidence, 0, 1));
        });
    }

    [Fact]
    public void A_lost_image_is_named_and_the_others_are_painted()
    {
        using var store = finished.Copy();
        var lost = Build(store, new GalleryOptions { Images = 2 }).Images[0];
        File.Delete(store.PathOf("data", lost.Path));
        var gallery = Build(store, new GalleryOptions { Images = 2 });
        Assert.Contains(lost.Path, Assert.Single(gallery.Notes), StringComparison.Ordinal);
        Assert.Contains("there is no such file", gallery.Images[0].Views[0].Missing, StringComparison.Ordinal);
        Assert.NotNull(gallery.Images[1].Views[0].Picture);
    }

    [Fact]
    public void What_costs_more_than_the_budget_is_left_out_and_says_how_it_comes_in()
    {
        using var store = finished.Copy();
        var gallery = Build(store, new GalleryOptions { Images = 2, Passes = 0 });
        Assert.All(gallery.Images.SelectMany(image => image.Views[0].Rows), row => Assert.Contains("--passes 1 includes it", row.Missing, StringComparison.Ordinal));
    }

    [Fact]
    public void Kept_maps_are_shown_while_they_are_what_the_run_left_and_made_anew_with_a_warning_otherwise()
    {
        using var store = finished.Copy();
        store.RunAgain("controls: []", "controls: []\nkeep-maps: all");
        Assert.Empty(Build(store, new GalleryOptions { Images = 2, Passes = 0 }).Notes);
        var kept = Bytes();
        TamperedStore.Flip(store.FileOf("explain", "maps.npy"));

        var anew = Build(store, new GalleryOptions { Images = 2 });
        Assert.Contains("kept maps are not shown", Assert.Single(anew.Notes), StringComparison.Ordinal);
        Assert.Contains("is not what the run left", anew.Notes[0], StringComparison.Ordinal);
        Assert.Equal(kept, Bytes());

        var without = Build(store, new GalleryOptions { Images = 2, Passes = 0 });
        Assert.Equal(1, without.Images[0].Views[0].Rows.Count(row => row.Missing?.Contains("--passes 1 includes it", StringComparison.Ordinal) == true));
    }

    [Fact]
    public void No_images_are_no_gallery_and_impossible_options_are_all_told()
    {
        using var store = finished.Copy();
        Assert.Empty(Build(store, new GalleryOptions { Images = 0 }).Images);
        var wrong = Assert.Throws<ProblemException>(() => Build(store, new GalleryOptions { Images = -1, Passes = -1 }));
        Assert.Equal(["--images", "--passes"], wrong.Problems.Select(problem => problem.Where));
    }

    private (int Width, int Height) Size(string? file)
    {
        var image = ImageDecoder.Decode(Path.Combine(_folder.FullName, file!));
        return (image.Width, image.Height);
    }

    private List<(string, string)> Bytes() =>
        [.. Directory.EnumerateFiles(_folder.FullName).Order(StringComparer.Ordinal).Select(path => (Path.GetFileName(path), Convert.ToHexString(File.ReadAllBytes(path))))];

    private Gallery Build(TamperedStore tampered, GalleryOptions options)
    {
        var files = new FileSystem();
        var spec = SpecReader.Read(tampered.PathOf("tiny.yaml"), [], _ => null, files);
        using var store = ExperimentStore.OpenUntouched(tampered.PathOf("store"), TimeProvider.System);
        return new GalleryBuilder(store, files).Build(spec, options, _folder.FullName, null, CancellationToken.None);
    }
}
