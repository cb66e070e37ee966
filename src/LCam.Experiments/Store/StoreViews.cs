namespace LCam.Experiments.Store;

/// <summary>
/// What others may read of the database. Tables change with the program; these views keep their columns and the meaning of
/// them, and get new columns at most, by a migration of their own that drops and makes them. So must a migration that
/// changes a table under them. docs/data.md describes them.
/// </summary>
internal static class StoreViews
{
    // Scores are those of runs that succeeded, which are what tables show. A measure of the unmuted map stands in every
    // row of its image; NULL is undefined, or not taken. A map of NaN has no masked confidence, no drop, and no increase.
    internal const string Create =
        """
        CREATE VIEW v_runs AS
        SELECT
            r.id AS run, r.stage_key AS stage, s.kind AS kind, s.label AS label,
            json_extract(s.identity, '$.backbone.architecture') AS architecture,
            coalesce(json_extract(s.identity, '$.explainer.kind'), CASE s.kind WHEN 'train' THEN 'l-cam' END) AS explainer,
            r.attempt AS attempt, r.state AS state,
            NOT EXISTS (SELECT 1 FROM runs AS later WHERE later.stage_key = r.stage_key AND later.attempt > r.attempt) AS is_latest,
            r.host AS host, r.device AS device, r.threads AS threads, r.started AS started, r.ended AS ended, r.seconds AS seconds,
            p.processor_seconds AS processor_seconds, p.peak_bytes AS peak_bytes,
            r.failure_kind AS failure_kind, r.failure_message AS failure_message
        FROM runs AS r
        JOIN stages AS s ON s.key = r.stage_key
        LEFT JOIN run_provenance AS p ON p.run_id = r.id;

        CREATE VIEW v_scores AS
        SELECT
            c.run_id AS run, substr(s.label, length('measure ') + 1) AS cell,
            json_extract(s.identity, '$.backbone.architecture') AS architecture,
            json_extract(s.identity, '$.explainer.kind') AS explainer,
            c.image_index AS image_index, e.image AS image, e.label AS label, e.class AS class,
            e.confidence AS confidence, e.label_rank AS label_rank, e.degenerate AS is_constant,
            c.percentage AS percentage, c.confidence AS masked_confidence, c.label_rank AS masked_label_rank,
            max(0, e.confidence - c.confidence) / e.confidence AS relative_drop,
            coalesce(c.confidence > e.confidence, 0) AS increase,
            (SELECT m.value FROM image_measures AS m WHERE m.run_id = c.run_id AND m.measure = 'energy-inside' AND m.image_index = c.image_index) AS energy_inside,
            (SELECT m.value FROM image_measures AS m WHERE m.run_id = c.run_id AND m.measure = 'mask-share' AND m.image_index = c.image_index) AS mask_share,
            (SELECT json_group_object(m.measure, m.value) FROM image_measures AS m WHERE m.run_id = c.run_id AND m.image_index = c.image_index) AS measures
        FROM image_scores AS c
        JOIN explained_images AS e ON e.run_id = c.run_id AND e.image_index = c.image_index
        JOIN runs AS r ON r.id = c.run_id
        JOIN stages AS s ON s.key = r.stage_key
        WHERE r.state = 'succeeded';

        CREATE VIEW v_metrics AS
        SELECT
            m.run_id AS run, s.kind AS kind, s.label AS label, r.state AS state,
            m.scope AS scope, m.epoch AS epoch, m.step AS step, m.name AS name, m.value AS value
        FROM metrics AS m
        JOIN runs AS r ON r.id = m.run_id
        JOIN stages AS s ON s.key = r.stage_key;
        """;
}
