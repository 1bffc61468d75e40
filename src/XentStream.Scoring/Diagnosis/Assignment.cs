namespace XentStream.Scoring.Diagnosis;

/// <summary>The assignment of a column of its own to every row of a matrix at the largest sum: the Hungarian algorithm in O(rows²·columns).</summary>
/// <remarks>H. W. Kuhn, "The Hungarian method for the assignment problem", Naval Research Logistics Quarterly 2, 1955, in the form with potentials.</remarks>
internal static class Assignment
{
    /// <summary>Assigns.</summary>
    /// <param name="gain">A matrix with at least as many columns as rows.</param>
    /// <returns>The column of each row.</returns>
    public static int[] Best(double[,] gain)
    {
        // Place 0 of every array stands for none.
        var (rows, columns) = (gain.GetLength(0), gain.GetLength(1));
        var (ofRows, ofColumns) = (new double[rows + 1], new double[columns + 1]);
        var (rowOf, way) = (new int[columns + 1], new int[columns + 1]);
        for (var row = 1; row <= rows; row++)
        {
            rowOf[0] = row;
            var column = Search(gain, ofRows, ofColumns, rowOf, way);
            for (; column != 0; column = way[column])
            {
                rowOf[column] = rowOf[way[column]];
            }
        }

        var best = new int[rows];
        for (var column = 1; column <= columns; column++)
        {
            if (rowOf[column] > 0)
            {
                best[rowOf[column] - 1] = column - 1;
            }
        }

        return best;
    }

    // The free column at the end of the cheapest alternating path.
    private static int Search(double[,] gain, double[] ofRows, double[] ofColumns, int[] rowOf, int[] way)
    {
        var (least, isUsed, column) = (new double[ofColumns.Length], new bool[ofColumns.Length], 0);
        Array.Fill(least, double.PositiveInfinity);
        while (rowOf[column] != 0)
        {
            isUsed[column] = true;
            var (row, next, step) = (rowOf[column], 0, double.PositiveInfinity);
            for (var other = 1; other < ofColumns.Length; other++)
            {
                if (!isUsed[other])
                {
                    var reduced = -gain[row - 1, other - 1] - ofRows[row] - ofColumns[other];
                    (least[other], way[other]) = reduced < least[other] ? (reduced, column) : (least[other], way[other]);
                    (step, next) = least[other] < step ? (least[other], other) : (step, next);
                }
            }

            for (var other = 0; other < ofColumns.Length; other++)
            {
                if (isUsed[other])
                {
                    ofRows[rowOf[other]] += step;
                    ofColumns[other] -= step;
                }
                else
                {
                    least[other] -= step;
                }
            }

            column = next;
        }

        return column;
    }
}
