using System.Globalization;
using System.Text.Json;
using XentStream.Scoring.Totalling;

namespace XentStream.Pipeline.Publishing;

/// <summary>How totals are written as JSON, wherever they are.</summary>
public static class TotalsJson
{
    extension(Utf8JsonWriter json)
    {
        /// <summary>Writes <c>rows</c>: how many were scored, ignored, and of infinite loss.</summary>
        public void WriteRows(Totals totals)
        {
            json.WriteStartObject("rows");
            json.WriteNumber("scored", totals.Scored);
            json.WriteNumber("ignored", totals.Ignored);
            json.WriteNumber("infinite", totals.Infinite);
            json.WriteEndObject();
        }

        /// <summary>Writes the members of <c>loss</c>: both means and their parts, in nats.</summary>
        public void WriteLossMembers(Totals totals)
        {
            json.WriteFigure("sum", totals.Loss.ToDouble());
            json.WriteFigure("weight", totals.Weight.ToDouble());
            json.WriteFigure("weighted_mean", totals.WeightedMean);
            json.WriteFigure("row_mean", totals.RowMean);
        }

        /// <summary>Writes <c>loss</c> and what is counted beside it.</summary>
        /// <param name="totals">The totals.</param>
        /// <param name="hasMeans">Whether means have a meaning; of a difference of totals, only sums have.</param>
        public void WriteFigures(Totals totals, bool hasMeans)
        {
            json.WriteStartObject("loss");
            if (hasMeans)
            {
                json.WriteLossMembers(totals);
                json.WriteEndObject();
                json.WriteOtherFigures(totals);
                return;
            }

            json.WriteFigure("sum", totals.Loss.ToDouble());
            json.WriteFigure("weight", totals.Weight.ToDouble());
            json.WriteNull("weighted_mean");
            json.WriteNull("row_mean");
            json.WriteEndObject();
            json.WriteStartObject("accuracy");
            json.WriteEndObject();
            json.WriteNull("brier");
            json.WriteNull("entropy");
            json.WriteNull("confidence");
        }

        /// <summary>Writes what is counted beside the loss: <c>accuracy</c> by k, and the means of Brier score, entropy and confidence.</summary>
        public void WriteOtherFigures(Totals totals)
        {
            json.WriteStartObject("accuracy");
            foreach (var hits in totals.TopK)
            {
                json.WriteFigure(hits.K.ToString(CultureInfo.InvariantCulture), hits.Accuracy);
            }

            json.WriteEndObject();
            json.WriteFigure("brier", totals.MeanBrier);
            json.WriteFigure("entropy", totals.MeanEntropy);
            json.WriteFigure("confidence", totals.MeanConfidence);
        }

        /// <summary>Writes a figure so that it reads back to the same double; null where it does not exist, or no double can hold it: never NaN.</summary>
        public void WriteFigure(string name, double? figure)
        {
            if (figure is { } number && double.IsFinite(number))
            {
                json.WriteNumber(name, number);
            }
            else
            {
                json.WriteNull(name);
            }
        }
    }
}
