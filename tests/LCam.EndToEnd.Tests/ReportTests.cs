using System.Net;
using System.Security.Cryptography;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace LCam.EndToEnd.Tests;

/// <summary>The report of a real experiment, as files and served.</summary>
public sealed partial class ReportTests : IAsyncLifetime
{
    private Lcam _lcam = null!;

    public async Task InitializeAsync() => _lcam = await FinishedExperiment.Copy();

    public Task DisposeAsync()
    {
        _lcam.Dispose();
        return Task.CompletedTask;
    }

    [Fact]
    public async Task A_finished_experiment_has_a_report_whose_links_hold_and_whose_bytes_stay()
    {
        (await _lcam.Run("report", "tiny.yaml", "--store", "none")).AssertRefused(5, "there is no store here");
        var before = Hashes("results/store");

        var told = await _lcam.Run("report", "tiny.yaml", "--json");
        Assert.True(told.ExitCode == 0, told.ToString());
        var result = JsonNode.Parse(told.Out)!;
        var site = _lcam.PathOf("results", "report", "tiny");
        Assert.Equal((site, Path.Combine(site, "index.html")), ((string)result["folder"]!, (string)result["index"]!));
        var pages = Directory.GetFiles(site, "*.html", SearchOption.AllDirectories);
        Assert.Equal((int)result["pages"]!, pages.Length);
        Assert.Equal((long)result["bytes"]!, Directory.GetFiles(site, "*", SearchOption.AllDirectories).Sum(file => new FileInfo(file).Length));
        Assert.Contains("0 findings in 5 runs", File.ReadAllText(Path.Combine(site, "audit.html")), StringComparison.Ordinal);
        Assert.All(pages, page => Assert.All(Links().Matches(File.ReadAllText(page)), link =>
            Assert.True(File.Exists(Path.Combine(Path.GetDirectoryName(page)!, link.Groups[1].Value)), $"{page}: {link.Value}")));

        var bytes = Hashes("results/report");
        Assert.Equal(0, (await _lcam.Run("report", "tiny.yaml", "--audit", "a0,A1,A2,A3,A6")).ExitCode);
        Assert.Equal(bytes, Hashes("results/report"));
        Assert.Equal(before, Hashes("results/store"));

        File.WriteAllText(_lcam.PathOf("notes.txt"), "");
        (await _lcam.Run("report", "tiny.yaml", "--output", ".")).AssertRefused(2, "--output: the spec, ");
        (await _lcam.Run("report", "tiny.yaml", "--serve", "--output", "x", "--port", "70000")).AssertRefused(2, "--port: '70000' is not a whole number from 0 to 65535");
    }

    [Fact]
    public async Task A_report_is_served_until_Ctrl_C()
    {
        var (url, status, page) = ("", default(HttpStatusCode), "");
        var served = await _lcam.RunAndAct(
            process =>
            {
                using var client = new HttpClient();
                using var answer = client.Send(new HttpRequestMessage(HttpMethod.Get, url));
                using var body = new StreamReader(answer.Content.ReadAsStream());
                (status, page) = (answer.StatusCode, body.ReadToEnd());
                Processes.Signal(process, Lcam.Interrupt);
            },
            line =>
            {
                url = Address().Match(line).Value;
                return url.Length > 0;
            },
            "report", "tiny.yaml", "--serve");
        Assert.True(served.ExitCode == 0, served.ToString());
        Assert.Equal(url, served.Out.TrimEnd());
        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Contains("Finished: all 5 stages are done.", page, StringComparison.Ordinal);
        Assert.False(Directory.Exists(_lcam.PathOf("results", "report")));
    }

    // Every reader of a database has such files beside it, empty of content.
    private List<string> Hashes(string folder) =>
    [
        .. Directory.GetFiles(_lcam.PathOf(folder), "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal)
            .Where(file => !file.Contains("lcam.db-", StringComparison.Ordinal))
            .Select(file => $"{file} {Convert.ToHexString(SHA256.HashData(File.ReadAllBytes(file)))}"),
    ];

    [GeneratedRegex("(?:href|src)=\"([^\"#]+)")]
    private static partial Regex Links();

    [GeneratedRegex(@"http://127\.0\.0\.1:\d+/")]
    private static partial Regex Address();
}
