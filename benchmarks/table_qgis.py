"""QGIS's attribute table on the issues of a project: ``table_qgis.py GPKG TURNS COLUMN …``.

Run by ``bench_table.py`` in the Python that has QGIS. A line a figure, tab-separated.
"""

import statistics
import sys
import time

from qgis.core import QgsApplication, QgsFeatureRequest, QgsVectorLayer, QgsVectorLayerCache
from qgis.gui import (
    QgsAttributeTableFilterModel,
    QgsAttributeTableModel,
    QgsAttributeTableView,
    QgsMapCanvas,
)


def timed(work):
    start = time.perf_counter()
    work()
    return (time.perf_counter() - start) * 1000


class Peer:
    def __init__(self, path):
        self.layer = QgsVectorLayer(f"{path}|layername=issue", "issue", "ogr")
        assert self.layer.isValid()
        self.canvas = QgsMapCanvas()
        self.cache = QgsVectorLayerCache(self.layer, self.layer.featureCount())
        self.cache.setCacheGeometry(False)
        self.model = QgsAttributeTableModel(self.cache)
        request = QgsFeatureRequest()
        request.setFlags(QgsFeatureRequest.NoGeometry)
        self.model.setRequest(request)
        self.view = QgsAttributeTableView()
        self.view.resize(1300, 760)
        self.view.show()

    def load(self):
        self.model.loadLayer()
        self.filter_model = QgsAttributeTableFilterModel(self.canvas, self.model)
        self.view.setModel(self.filter_model)
        self.settle()

    def sort(self, column):
        at = self.model.fieldCol(self.layer.fields().indexOf(column))
        self.filter_model.sort(at)
        self.settle()

    def filter(self, expression):
        request = QgsFeatureRequest().setFilterExpression(expression)
        request.setFlags(QgsFeatureRequest.NoGeometry)
        self.filter_model.setFilteredFeatures([f.id() for f in self.layer.getFeatures(request)])
        self.filter_model.setFilterMode(QgsAttributeTableFilterModel.ShowFilteredList)
        self.settle()

    def settle(self):
        self.view.viewport().repaint()


def frames(view, step, count):
    bar, took, computed = view.verticalScrollBar(), [], []
    for n in range(count):
        start, began = time.perf_counter(), time.process_time()
        bar.setValue(step(n, bar.maximum()))
        view.viewport().repaint()
        took.append((time.perf_counter() - start) * 1000)
        computed.append((time.process_time() - began) * 1000)
        QgsApplication.processEvents()
    return told(took), told(computed)


def told(took):
    took = sorted(took)
    worst = took[min(len(took) - 1, int(len(took) * 0.99))]
    return f"{statistics.median(took):.1f} / {worst:.1f} / {took[-1]:.1f}"


def main(path, turns, columns):
    out = {}

    def note(name, work, *args):
        out.setdefault(name, []).append(timed(lambda: work(*args)))

    words = "facility_name like '%采石场12%' or place_name like '%采石场12%'"
    for _ in range(turns):
        peer = Peer(path)
        note("rows on the screen, first", peer.load)
        for column in columns:
            note(f"sort by {column}, first", peer.sort, column)
            peer.sort("clue_no")
            note(f"sort by {column}, again", peer.sort, column)
        note("filter by state", peer.filter, "state = 'rectifying'")
        note("filter by text", peer.filter, words)
        peer.filter("true")
    for name, took in out.items():
        print(f"{name}\t{statistics.median(took):.0f}")
    for name, step, count in (
        ("wheel", lambda n, _: n * 3, 400),
        ("jumps", lambda n, most: n * 7919 % most, 200),
    ):
        clock, processor = frames(peer.view, step, count)
        print(f"a frame, {name}\t{clock}\na frame, {name}, processor\t{processor}")


application = QgsApplication([], True)
application.initQgis()
main(sys.argv[1], int(sys.argv[2]), sys.argv[3:])
